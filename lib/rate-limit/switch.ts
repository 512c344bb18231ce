const KEY = Symbol.for('megicai.limitsEnabled');
const holder = globalThis as { [KEY]?: boolean };

/** The operator's switch. On globalThis: the middleware is another bundle in the same process. */
export function setLimitsEnabled(enabled: boolean): void {
  holder[KEY] = enabled;
}

export function limitsEnabled(): boolean {
  return holder[KEY] ?? true;
}
