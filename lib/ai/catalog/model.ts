/** What a model makes. */
export type ModelKind = 'text' | 'image' | 'audio' | 'video';
/** What a model can be asked for. Speech and transcription are both of kind audio. */
export type ModelTask = 'text' | 'image' | 'speech' | 'transcription' | 'video';
export type PriceTier = 'standard' | 'economy';
/**
 * `json`: text is held to a JSON Schema. `edit`: pictures are changed; `edit-only`: and made from nothing by none.
 * `several`: more than one picture in one call. `timestamps`: transcripts say when. `batch`: taken by its provider's
 * batch interface.
 */
export type ModelCapability =
  'reasoning' | 'vision' | 'long-context' | 'json' | 'edit' | 'edit-only' | 'several' | 'timestamps' | 'batch';

/** A model somebody can choose. `id` is "provider/model", unique in the catalog. */
export interface Model {
  id: string;
  provider: string;
  /** The name the provider knows. */
  name: string;
  label: string;
  kind: ModelKind;
  /** Absent for text, image and video models, whose kind says it. */
  task?: 'speech' | 'transcription';
  tier: PriceTier;
  /** From 1 to 100: what "auto by quality" orders by; 50 where nobody has judged. */
  quality?: number;
  capabilities?: readonly ModelCapability[];
  /** Input and output together, in tokens; text only. */
  contextTokens?: number;
  /** The longest answer, in tokens; text only. */
  maxOutputTokens?: number;
  /** Sound or film that is shorter is made, or charged for, as if it were so long. */
  leastSeconds?: number;
  cost: ModelCost;
  /** The cost is our own guess, or the provider's about what it charges by another unit: no list of prices states it. */
  isCostEstimated?: true;
}

/** What the provider charges us, in millionths of a US dollar; 0 is known, absent is unknown. */
export interface ModelCost {
  inputPerMillionTokens?: number;
  outputPerMillionTokens?: number;
  perImage?: number;
  /** For a picture that is looked at to be changed, once in a request. */
  perSource?: number;
  /** Of sound or film. */
  perSecond?: number;
  /** Speech, where the provider counts what is read aloud. */
  perMillionCharacters?: number;
}
