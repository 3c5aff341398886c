import { readFileSync } from 'node:fs';

const LINE = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;

/** Reads `NAME=value` lines; `#` starts a comment, quotes keep spaces and `#`, double quotes know `\n`. */
export function parseEnvFile(text) {
  const values = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw] = LINE.exec(line) ?? [];
    if (name !== undefined) values[name] = unquote(raw);
  }
  return values;
}

function unquote(raw) {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(raw);
  if (quoted === null) return raw.replace(/(^|\s+)#.*$/, '');
  return quoted[1] === '"' ? quoted[2].replaceAll('\\n', '\n') : quoted[2];
}

/** The environment with what the file adds; a variable that is already set wins. */
export function withEnvFile(env, path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return { ...env };
    throw error;
  }
  return { ...parseEnvFile(text), ...env };
}
