import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export type VaultKey = { id: string; key: Buffer };

/** Seals bearer secrets for storage. Sealed text: `v1:<key id>:<iv>:<ciphertext>:<tag>`, base64url parts. */
export type Vault = {
  /** `row` is the identity of the row it is stored in: sealed text moved to another row does not open. */
  seal: (secret: string, row: string) => string;
  /** Throws when the text was altered, belongs to another row, or its key is gone. */
  open: (sealed: string, row: string) => string;
  /** The same for the same secret, and says nothing about it: for unique indexes. */
  blindIndex: (secret: string) => string;
};

const CIPHER = 'aes-256-gcm';
/** Named, because a decipher that is not told accepts tags that were cut short. */
const TAG = { authTagLength: 16 };

/** `keys` newest first: the first seals, all open. The blind index is derived from the oldest, so rotation keeps it. */
export function createVault(keys: readonly VaultKey[]): Vault {
  const [newest] = keys;
  const oldest = keys.at(-1);
  if (!newest || !oldest) throw new Error('The vault needs at least one key (DATA_KEYS)');
  const indexKey = derive(oldest.key, 'blind-index');
  return {
    seal(secret, row) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(CIPHER, derive(newest.key, 'seal'), iv, TAG).setAAD(Buffer.from(row));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = [iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
      return ['v1', newest.id, ...parts].join(':');
    },
    open(sealed, row) {
      const [version, keyId, iv = '', text = '', tag = ''] = sealed.split(':');
      const key = keys.find((candidate) => candidate.id === keyId);
      if (version !== 'v1' || !key) throw new Error('Sealed with an unknown key or version');
      const decipher = createDecipheriv(CIPHER, derive(key.key, 'seal'), Buffer.from(iv, 'base64url'), TAG);
      decipher.setAAD(Buffer.from(row)).setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(
        'utf8',
      );
    },
    blindIndex: (secret) => createHmac('sha256', indexKey).update(secret).digest('base64url'),
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32));
}
