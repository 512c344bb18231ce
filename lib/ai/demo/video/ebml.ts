/** A size as EBML writes it: the first bit that is set says how many bytes there are. */
function sizeBytes(size: number): Uint8Array {
  let width = 1;
  // A size of ones alone would mean "unknown".
  while (width < 8 && size >= 2 ** (7 * width) - 1) width += 1;
  const bytes = new Uint8Array(width);
  let rest = size;
  for (let at = width - 1; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[0] = bytes[0]! | (1 << (8 - width));
  return bytes;
}

function idBytes(id: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = id; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** An element: its id, the size of what it holds, and that. */
export function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return joined([idBytes(id), sizeBytes(size), ...content]);
}

/** A whole number in so many bytes, so that what is counted later takes the same room. */
export function unsigned(id: number, value: number, width = 4): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = value;
  for (let at = width - 1; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return element(id, bytes);
}

export function float(id: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return element(id, bytes);
}

export const text = (id: number, value: string) => element(id, new TextEncoder().encode(value));
