import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real mail server on this machine, that hands each mail to whoever waits for one to its address. */
export class MailServer {
  url = '';
  readonly received: ParsedMail[] = [];
  readonly #waiting = new Map<string, ((mail: ParsedMail) => void)[]>();
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        this.#take(mail);
        done();
      }, done);
    },
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
    this.url = `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
    return this.url;
  }

  stop = () => new Promise<void>((done) => this.#server.close(() => done()));

  /** The next mail to this address that comes in after the call. */
  next(address: string): Promise<ParsedMail> {
    return new Promise((resolve) => {
      this.#waiting.set(address, [...(this.#waiting.get(address) ?? []), resolve]);
    });
  }

  #take(mail: ParsedMail): void {
    this.received.push(mail);
    for (const address of addressesOf(mail)) this.#waiting.get(address)?.shift()?.(mail);
  }
}

export function addressesOf({ to }: ParsedMail): string[] {
  const lists: AddressObject[] = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}
