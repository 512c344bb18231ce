/** What image models look at; a phone's camera takes three times that. */
const MOST_SIDE = 2_048;
/** Below this, sending is quicker than making it smaller. */
const WORTH_BYTES = 1_500_000;
const QUALITY = 0.9;

async function drawn(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/**
 * A large photograph as small as it is of use here: a slow network then needs seconds instead of minutes, and where it was
 * taken stays on the phone. Everything else, and what the browser cannot draw, stays as it is.
 */
export async function lightened(file: File): Promise<File> {
  if (file.type !== 'image/jpeg' || file.size < WORTH_BYTES || typeof createImageBitmap === 'undefined') return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const small = await drawn(bitmap);
    bitmap.close();
    return small && small.size < file.size ? new File([small], file.name, { type: small.type }) : file;
  } catch {
    return file;
  }
}
