import { cx } from '@/components/ui/cx';
import { Filming, Listening, Painting, Retouching, Speaking } from './art/make';
import { Asking, Explaining, Summarizing, Translating } from './art/understand';
import { Chatting, Coding, Extracting, Outlining } from './art/work';
import { Mailing, Posting, Rewriting, Writing } from './art/write';

/** For a tool that has no drawing of its own yet. */
function Plain() {
  return (
    <path
      d="M50 46l60 30-60 30z"
      fill="var(--kind)"
      stroke="var(--color-ink)"
      strokeWidth="2.5"
      strokeLinejoin="round"
    />
  );
}

const DRAWINGS: Record<string, () => React.ReactNode> = {
  chat: Chatting,
  'text-generation': Writing,
  rewrite: Rewriting,
  email: Mailing,
  'social-post': Posting,
  'seo-outline': Outlining,
  code: Coding,
  extract: Extracting,
  summarize: Summarizing,
  translate: Translating,
  explain: Explaining,
  'ask-document': Asking,
  'image-generation': Painting,
  'image-edit': Retouching,
  'text-to-speech': Speaking,
  transcription: Listening,
  'video-generation': Filming,
};

/** The drawing of a tool, in the hue of the `kind-*` class around it. */
export function ToolArt({ toolId, className }: { toolId: string; className?: string }) {
  const Drawing = DRAWINGS[toolId] ?? Plain;
  return (
    <svg aria-hidden viewBox="0 0 160 152" className={cx('block', className)}>
      <Drawing />
    </svg>
  );
}
