import { execFileSync } from 'node:child_process';

/** The code that an app on a phone shows for a secret, made by OATH's own tool. */
export function appCode(secret: string, at = new Date()): string {
  const moment = at.toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
  return execFileSync('oathtool', ['--totp', '--base32', '--now', moment, secret], { encoding: 'utf8' }).trim();
}
