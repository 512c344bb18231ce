/** Forms a picture can be taken away in beside its own. */
export const PICTURE_FORMS = ['webp', 'jpeg'] as const;

export type PictureForm = (typeof PICTURE_FORMS)[number];

/** What is made of pixels and can be made anew from them. */
const PIXELS = /^image\/(png|jpeg|webp|gif|avif)$/;

/** The forms a file can be had in beside its own; none for what is no picture. */
export function pictureForms({ mediaType }: { mediaType: string }): PictureForm[] {
  return PIXELS.test(mediaType) ? PICTURE_FORMS.filter((form) => mediaType !== `image/${form}`) : [];
}
