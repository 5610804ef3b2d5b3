/** A map whose entries end by themselves, and that never grows beyond a bound. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, { value: Value; until: number }>();

  constructor(
    private readonly most: number,
    private readonly milliseconds: number,
  ) {}

  set(key: string, value: Value): void {
    for (const [old, entry] of this.#entries) {
      if (entry.until > Date.now() && this.#entries.size < this.most) break;
      this.#entries.delete(old);
    }
    this.#entries.set(key, { value, until: Date.now() + this.milliseconds });
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > Date.now() ? entry.value : undefined;
  }

  /** Gets an entry that works once. */
  take(key: string): Value | undefined {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }
}
