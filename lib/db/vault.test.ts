import { describe, expect, it } from 'vitest';
import { createVault } from '#lib/db/vault';

const oldKey = { id: 'k1', key: Buffer.alloc(32, 1) };
const newKey = { id: 'k2', key: Buffer.alloc(32, 2) };
const code = 'LPA:1$rsp.example.com$K2-1XBQ7D';

describe('vault', () => {
  it('opens what it sealed for the same row', () => {
    const vault = createVault([oldKey]);
    expect(vault.open(vault.seal(code, 'esim-1'), 'esim-1')).toBe(code);
  });

  it('refuses sealed text that was moved to another row', () => {
    const vault = createVault([oldKey]);
    const sealed = vault.seal(code, 'esim-1');
    expect(() => vault.open(sealed, 'esim-2')).toThrow();
  });

  it('refuses altered text', () => {
    const vault = createVault([oldKey]);
    const sealed = vault.seal(code, 'esim-1');
    const flipped = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'B' : 'A'}${sealed.slice(-1)}`;
    expect(() => vault.open(flipped, 'esim-1')).toThrow();
  });

  it('never shows the secret and never seals the same text twice alike', () => {
    const vault = createVault([oldKey]);
    const [first, second] = [vault.seal(code, 'esim-1'), vault.seal(code, 'esim-1')];
    expect(first).not.toBe(second);
    expect(first).not.toContain('K2-1XBQ7D');
  });

  it('still opens and still finds old rows after a key was added in front', () => {
    const before = createVault([oldKey]);
    const after = createVault([newKey, oldKey]);
    expect(after.open(before.seal(code, 'esim-1'), 'esim-1')).toBe(code);
    expect(after.seal(code, 'esim-1')).toMatch(/^v1:k2:/);
    expect(after.blindIndex(code)).toBe(before.blindIndex(code));
  });
});
