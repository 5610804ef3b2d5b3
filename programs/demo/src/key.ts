import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

/** The program's own key: it proves who asks for a token. */
export interface Key {
  kid: string;
  signing: CryptoKey;
  publicJwk: JWK;
}

/** Reads the key, or makes it, for its owner only. */
export async function loadKey(file: string): Promise<Key> {
  if (!existsSync(file)) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.privateKey)), kid: crypto.randomUUID(), alg: 'RS256' };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { kty, n, e, kid = '' } = jwk;
  return {
    kid,
    signing: (await importJWK(jwk, 'RS256')) as CryptoKey,
    publicJwk: { kty, n, e, kid, alg: 'RS256', use: 'sig' } as JWK,
  };
}
