/** What the buttons of the question say. */
export const CONSENT_CHOICES = ['accept', 'house', 'under_age'] as const;

export type ConsentChoice = (typeof CONSENT_CHOICES)[number];

export type ConsentAction = (form: FormData) => Promise<void>;
