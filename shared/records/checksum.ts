const table = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  table[byte] = value;
}

/** CRC-32 of the text as UTF-8 and its length in bytes, `1c291ca3 12345`: finds damage, not malice. */
export const checksum = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return `${((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')} ${bytes.length}`;
};
