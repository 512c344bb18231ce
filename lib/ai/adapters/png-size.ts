/** Width and height from a PNG's header; nothing for other formats. */
export function pngSize(bytes: Uint8Array): { width?: number; height?: number } {
  if (bytes.byteLength < 24 || bytes[0] !== 0x89 || bytes[1] !== 0x50) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
