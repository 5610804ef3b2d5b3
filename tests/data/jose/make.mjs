// Makes tokens.json with another implementation than the server's (jose, and Node's own crypto for
// what jose refuses to make), so that reading it proves more than that the server agrees with
// itself. Run it again only when the list changes; the private keys are thrown away.
import { Buffer } from 'node:buffer';
import { createHash, createHmac, createSign, generateKeyPairSync, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

const claims = { iss: 'tool-1', sub: '7', name: 'Zoë' };
const encode = (bytes) => Buffer.from(bytes).toString('base64url');
const unsigned = (header) => `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;

const rsa = (bits) => generateKeyPairSync('rsa', { modulusLength: bits });
const jwk = (pair, more) => ({ ...pair.publicKey.export({ format: 'jwk' }), ...more });
const signed = (header, pair) => {
  const text = unsigned(header);
  return `${text}.${createSign('sha256').update(text).sign(pair.privateKey).toString('base64url')}`;
};
const hmac = (header, secret) => {
  const text = unsigned(header);
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
const byJose = (header, key) => new SignJWT(claims).setProtectedHeader(header).sign(key);

/** A signature that anyone can make for a key whose exponent is 1: the padded digest itself. */
function forged(header) {
  const text = unsigned(header);
  const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const digest = Buffer.concat([prefix, createHash('sha256').update(text).digest()]);
  const filler = Buffer.alloc(256 - 3 - digest.length, 0xff);
  return `${text}.${encode(Buffer.concat([Buffer.from([0, 1]), filler, Buffer.from([0]), digest]))}`;
}

const first = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
const second = await generateKeyPair('RS256', { modulusLength: 3072, extractable: true });
const stranger = rsa(2048);
const ours = rsa(2048);
const short = rsa(1024);
const almost = rsa(2047);
const shortModulus = Buffer.from(jwk(short).n, 'base64url');

const firstKey = { ...(await exportJWK(first.publicKey)), kid: 'first', use: 'sig', alg: 'RS256' };
// Says nothing of algorithms, so that only the token's own claim can be what is refused.
const silentKey = { ...(await exportJWK(first.publicKey)), kid: 'first' };
const secondKey = { ...(await exportJWK(second.publicKey)), kid: 'second' };
const oursKey = jwk(ours, { kid: 'ours' });
const header = { alg: 'RS256', kid: 'ours' };
const pem = ours.publicKey.export({ format: 'pem', type: 'spki' });

const good = {
  by_its_kid: { token: await byJose({ alg: 'RS256', kid: 'first', typ: 'JWT' }, first.privateKey), keys: [firstKey] },
  before_a_rotation: {
    token: await byJose({ alg: 'RS256', kid: 'first' }, first.privateKey),
    keys: [secondKey, firstKey],
  },
  after_a_rotation: {
    token: await byJose({ alg: 'RS256', kid: 'second' }, second.privateKey),
    keys: [secondKey, firstKey],
  },
  without_a_kid_and_one_key: { token: await byJose({ alg: 'RS256' }, first.privateKey), keys: [firstKey] },
  beside_a_key_of_another_kind: {
    token: await byJose({ alg: 'RS256' }, first.privateKey),
    keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, firstKey],
  },
};

const bad = {
  without_a_kid_and_two_keys: {
    token: await byJose({ alg: 'RS256' }, first.privateKey),
    keys: [secondKey, firstKey],
  },
  kid_of_no_key: { token: signed({ alg: 'RS256', kid: 'gone' }, ours), keys: [oursKey] },
  kid_is_a_number: { token: signed({ alg: 'RS256', kid: 7 }, ours), keys: [oursKey] },
  kid_is_empty: { token: signed({ alg: 'RS256', kid: '' }, ours), keys: [oursKey] },
  two_keys_of_one_kid: { token: signed(header, ours), keys: [jwk(stranger, { kid: 'ours' }), oursKey] },
  signed_by_another_key: { token: signed(header, stranger), keys: [oursKey] },
  alg_none: { token: `${unsigned({ alg: 'none', kid: 'ours' })}.`, keys: [oursKey] },
  alg_none_with_a_right_signature: { token: signed({ alg: 'none', kid: 'ours' }, ours), keys: [oursKey] },
  alg_missing: { token: signed({ kid: 'ours' }, ours), keys: [oursKey] },
  hs256_with_the_public_pem: { token: hmac({ alg: 'HS256', kid: 'ours' }, pem), keys: [oursKey] },
  hs256_with_the_public_jwk: {
    token: hmac({ alg: 'HS256', kid: 'ours' }, JSON.stringify(oursKey)),
    keys: [oursKey],
  },
  hs256_with_a_secret_in_the_set: {
    token: hmac({ alg: 'HS256', kid: 'ours' }, 'secret'),
    keys: [{ kty: 'oct', k: encode('secret'), kid: 'ours' }],
  },
  rs384: { token: await byJose({ alg: 'RS384', kid: 'first' }, await twin(first, 'SHA-384')), keys: [silentKey] },
  rs512: { token: await byJose({ alg: 'RS512', kid: 'first' }, await twin(first, 'SHA-512')), keys: [silentKey] },
  ps256: {
    token: await byJose({ alg: 'PS256', kid: 'first' }, await twin(first, 'SHA-256', 'RSA-PSS')),
    keys: [silentKey],
  },
  brings_its_own_key: {
    token: signed({ ...header, jwk: jwk(stranger), jku: 'https://stranger.example/keys', x5c: ['AA'] }, stranger),
    keys: [oursKey],
  },
  asks_for_an_extension: { token: signed({ ...header, crit: ['b64'], b64: true }, ours), keys: [oursKey] },
  key_for_encryption: { token: signed(header, ours), keys: [{ ...oursKey, use: 'enc' }] },
  key_for_another_alg: { token: signed(header, ours), keys: [{ ...oursKey, alg: 'RS512' }] },
  key_of_1024_bits: { token: signed(header, short), keys: [jwk(short, { kid: 'ours' })] },
  key_of_1024_bits_behind_zeros: {
    token: signed(header, short),
    keys: [jwk(short, { kid: 'ours', n: encode(Buffer.concat([Buffer.alloc(200), shortModulus])) })],
  },
  key_of_2047_bits: { token: signed(header, almost), keys: [jwk(almost, { kid: 'ours' })] },
  key_with_exponent_1: { token: forged(header), keys: [{ ...oursKey, e: 'AQ' }] },
  key_of_no_numbers: { token: signed(header, ours), keys: [{ ...oursKey, n: '!'.repeat(342) }] },
};

/** The same RSA key for another algorithm: WebCrypto ties a key to one. */
async function twin(pair, hash, name = 'RSASSA-PKCS1-v1_5') {
  const exported = await exportJWK(pair.privateKey);
  return webcrypto.subtle.importKey('jwk', exported, { name, hash }, false, ['sign']);
}

const sets = (cases) =>
  Object.fromEntries(Object.entries(cases).map(([name, { token, keys }]) => [name, { token, jwks: { keys } }]));
writeFileSync(
  new URL('tokens.json', import.meta.url),
  `${JSON.stringify({ claims, good: sets(good), bad: sets(bad) }, null, 2)}\n`,
);
