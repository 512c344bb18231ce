import type { CatalogEntry, CatalogOverrides, Offer } from './catalog/entry';
import type { ListingState } from './catalog/listing/listings';
import type { Model, ModelTask } from './catalog/model';

export type { Model, ModelCapability, ModelCost, ModelKind, ModelTask, PriceTier } from './catalog/model';

export interface Provider {
  id: string;
  label: string;
  /** True for the demo engine: computed here, no model behind it. Shown wherever its output shows. */
  demo: boolean;
}

/** What was said earlier in a conversation. */
export interface ChatTurn {
  role: 'user' | 'assistant';
  text: string;
}

/** A stored file that a request works on. Its bytes are read when a model is asked, not for a quote. */
export interface RequestFile {
  mediaType: string;
  bytes: number;
  fileName: string;
  /** Of sound or film, where the file says it. */
  seconds?: number;
  width?: number;
  height?: number;
  load(): Promise<Uint8Array<ArrayBuffer>>;
}

/** What the demo engine can do with text. */
export type DemoTask =
  'write' | 'summarize' | 'rewrite' | 'chat' | 'code' | 'email' | 'post' | 'outline' | 'explain' | 'extract' | 'answer';

/** A passage of a transcript. Times are seconds from the beginning of the sound. */
export interface Segment {
  start: number;
  end: number;
  text: string;
}

/** How far a provider's job has come. `share`: from 0 to 1, where the provider tells. */
export interface JobProgress {
  state: 'queued' | 'running';
  share?: number;
}

/** What to ask, already rendered by a tool. */
export type ModelRequest =
  | {
      kind: 'text';
      /** The tool's instructions (system prompt). */
      instructions: string;
      /** Earlier turns of the conversation, oldest first; `prompt` is what the user says now. */
      turns?: readonly ChatTurn[];
      prompt: string;
      /** How many characters of `prompt` are the user's own, where we have put marks and headings around them. */
      userCharacters?: number;
      /** How many of them a flat price covers, where an answer as long as the text makes that less than usual. */
      coveredCharacters?: number;
      maxOutputTokens: number;
      temperature?: number;
      /** The answer must be JSON that fits this JSON Schema: models that can are held to it, the instructions tell the others. */
      json?: { name: string; schema: Readonly<Record<string, unknown>> };
      /** What the demo engine works on: the user's own words, without our instructions. */
      demo: { task: DemoTask; text: string; options: Readonly<Record<string, string>> };
    }
  | {
      kind: 'image';
      prompt: string;
      width: number;
      height: number;
      /** How many pictures; 1 where absent. */
      count?: number;
      style?: string;
      seed?: number;
      /** The picture to change by the prompt, or to vary where the prompt is empty. */
      source?: RequestFile;
    }
  | { kind: 'speech'; text: string; voice?: string; format: 'mp3' | 'wav' | 'opus'; speed?: number }
  | {
      kind: 'transcription';
      audio: RequestFile;
      /** ISO 639-1. */
      language?: string;
    }
  | { kind: 'video'; prompt: string; width: number; height: number; seconds: number; seed?: number };

export interface ChainLimits {
  maxAttempts: number;
  connectMs: number;
  firstContentMs: number;
  idleMs: number;
  totalMs: number;
}

/** How one call ended, by type and status, never by message text. */
export type AttemptOutcome =
  | 'succeeded'
  | 'refused_connection'
  | 'timeout_connect'
  | 'timeout_first_content'
  | 'timeout_idle'
  | 'timeout_total'
  | 'rate_limited'
  | 'unauthorized'
  | 'server_error'
  | 'bad_request'
  | 'content_refused'
  | 'bad_response'
  | 'empty'
  | 'cut'
  | 'breaker_open'
  /** The provider has reached the operator's spend cap of the day. */
  | 'spend_cap'
  /** Another candidate of the same race answered first. */
  | 'outrun'
  /** More than any answer may weigh. */
  | 'too_large'
  | 'cancelled';

export interface Attempt {
  provider: string;
  model: string;
  outcome: AttemptOutcome;
  httpStatus?: number;
  /** From the call's start to its end, milliseconds. */
  ms: number;
}

export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  /** The answer reached the limit of its length and ends there. */
  truncated?: true;
}

export interface MadeFile {
  bytes: Uint8Array;
  mediaType: string;
  width?: number;
  height?: number;
  /** Of sound or film. */
  seconds?: number;
}

/** A job that a provider has accepted, by the name that drops it, also from another process. */
export interface UpstreamJob {
  provider: string;
  ticket: string;
}

/** The same with what it is paid for. `canDrop`: the provider has a request for that. */
export interface AcceptedJob extends UpstreamJob {
  /** The model's id. */
  model: string;
  canDrop: boolean;
}

/** Where a chain puts what it gets, as it comes: called in order, and never after `runChain` has ended. */
export interface ChainSink {
  /** A candidate's call has ended, or it was passed over. */
  onAttempt(attempt: Attempt): void;
  /** The first content of a candidate is here: until the next such call everything is this one's. */
  onCommitted(provider: string, model: string): void;
  onText(delta: string): void;
  onFile(file: MadeFile): void;
  /** The passages of a transcript, once, beside its text. */
  onSegments?(segments: readonly Segment[]): void;
  /** How far a job has come, as often as its provider is asked. */
  onProgress?(progress: JobProgress): void;
  /** A provider has accepted a job. What is answered is called when it is done or dropped, maybe late, maybe never. */
  onJob?(job: AcceptedJob): () => void;
}

export type ChainEnd =
  | { status: 'succeeded'; provider: string; model: string; usage: Usage }
  /** `afterContent`: something was delivered before it broke. */
  | {
      status: 'failed';
      code: 'provider_unavailable' | 'provider_timeout' | 'invalid_input' | 'moderated';
      afterContent: boolean;
      usage: Usage;
    }
  | { status: 'cancelled'; afterContent: boolean; usage: Usage };

export interface ChainInput {
  /** In the order to try; never empty. */
  candidates: Model[];
  request: ModelRequest;
  limits: ChainLimits;
  /** Aborted when the user stops the run; the upstream call is aborted with it. */
  signal: AbortSignal;
  /** Starts a second candidate beside one that is slower than usual; never earlier than this. Text only. */
  race?: { leastMs: number };
  /** Asked before each call; false where the provider has used up what the operator lets it charge in a day. */
  admit?(model: Model): boolean;
  /** What to ask the next candidate when one breaks off behind its first content. Absent: the chain ends there. */
  continueWith?(delivered: string): ModelRequest;
}

/** What this process has seen of a model lately. The object stays and shows each moment's state. */
export interface ModelHealth {
  readonly model: string;
  /** Calls it is judged by: at most the last 64 within ten minutes. */
  readonly samples: number;
  /** Milliseconds from the call to the first content; null where too little is known. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  /** The share of calls that failed by the provider's doing, from 0 to 1. */
  readonly failureShare: number;
  /** half_open: open for long enough, the next call is a probe. */
  readonly breaker: 'closed' | 'open' | 'half_open';
  /** A pause the provider asked for lasts until then, by the wall clock in milliseconds; null where none does. */
  readonly rateLimitedUntilMs: number | null;
}

/** What to judge: words, pictures, or both together. */
export interface ModerationInput {
  text?: string;
  images?: readonly RequestFile[];
}

/** What a provider's moderation endpoint said. `categories`: those it flagged, in the provider's words. */
export interface ModerationVerdict {
  flagged: boolean;
  categories: string[];
  provider: string;
}

/** A batch at a provider, by what finds it again from any process; plain data, to be stored. */
export interface BatchTicket {
  provider: string;
  id: string;
}

export interface BatchOrder {
  model: Model;
  /** Requests of kind text; ids are unique in the batch, of at most 64 letters, figures, "-" and "_". */
  requests: readonly { id: string; request: ModelRequest }[];
  /** Ours, unique: by it the batch is found when the answer that named it was lost. */
  reference: string;
}

export interface BatchState {
  /** `done`: results can be read, also where single requests failed or time ran out for some. */
  state: 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  failed: number;
  total: number;
}

/** One request's end, with either text or failure. They come in no order; one that is missing was not done. */
export interface BatchResult {
  id: string;
  text?: string;
  usage?: Usage;
  failure?: Extract<ChainEnd, { status: 'failed' }>['code'];
}

/**
 * Providers' batch interfaces: the same answers within a day, for less. All but the first two reject with a `CallFailure`,
 * whose outcome says whether asking again may help.
 */
export interface BatchDesk {
  supports(model: Model): boolean;
  /** What a request costs in a batch as a share of its usual cost: 0.5 is half; 1 where batches are not supported. */
  priceShare(model: Model): number;
  submit(order: BatchOrder, signal?: AbortSignal): Promise<BatchTicket>;
  look(ticket: BatchTicket, signal?: AbortSignal): Promise<BatchState>;
  /** Read from the provider as they are asked for, line by line. */
  results(ticket: BatchTicket, signal?: AbortSignal): AsyncIterable<BatchResult>;
  /** Asked for; what is done already is charged and can be read. */
  cancel(ticket: BatchTicket, signal?: AbortSignal): Promise<void>;
  /** The batch that was submitted with this reference within the last days, or null. */
  find(provider: string, reference: string, signal?: AbortSignal): Promise<BatchTicket | null>;
}

/** A provider an operator can have: set up, or what would set it up. Keys are never part of it. */
export interface ProviderAccount extends Provider {
  configured: boolean;
  /** Host and port of its address. */
  host: string;
  makes: readonly ModelTask[];
  keyVariable: string;
  baseUrlVariable: string;
}

/** The catalog as its operator sees it. */
export interface CatalogDesk {
  accounts(): readonly ProviderAccount[];
  /** Hidden and unlisted models included. */
  entries(): readonly CatalogEntry[];
  /** What providers list beyond the catalog. */
  offers(): Offer[];
  /** What `models()` would be with these changes. */
  modelsWith(overrides: CatalogOverrides): Model[];
  /** What is wrong with changes that fit their schema, by "id.member"; what `before` has already is let be. */
  judge(overrides: CatalogOverrides, before: CatalogOverrides): { path: string; message: string }[];
  /** Null for a provider that is not set up. `isForeign`: it has none of the models we know, a proxy's own names. */
  listing(providerId: string): (ListingState & { isForeign: boolean }) | null;
  /** Asks a provider for its list now; never rejects. */
  refresh(providerId: string): Promise<ListingState | null>;
  /** Asks for the lists that have grown old; never rejects. */
  keepFresh(): Promise<void>;
}

export interface Ai {
  providers(): Provider[];
  /** What can be chosen: built in, corrected by the providers' lists and by the operator. The same array until it changes. */
  models(): Model[];
  readonly catalog: CatalogDesk;
  /** By model id; models this process has not called are missing. */
  health(): ReadonlyMap<string, ModelHealth>;
  /** Never rejects: every failure is in its end. */
  runChain(input: ChainInput, sink: ChainSink): Promise<ChainEnd>;
  /** Asks a provider to drop a job. False where it gave no answer: to be asked again. Never rejects. */
  dropJob(job: UpstreamJob): Promise<boolean>;
  /**
   * What a configured provider's moderation endpoint says, within 3 s; null where none is configured, knows pictures, or
   * answers: the caller decides what that means. Never rejects.
   */
  moderate(input: ModerationInput, signal: AbortSignal): Promise<ModerationVerdict | null>;
  readonly batches: BatchDesk;
}
