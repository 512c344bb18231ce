import { render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { adClient } from '@/app/_client/ad-client';
import { newIdempotencyKey } from '@/app/_client/idempotency-key';
import { runClient } from '@/app/_client/run-client';
import { uploadClient } from '@/app/_client/upload-client';
import type { ToolModel, ToolPageTool, Viewer } from '@/components/tool/types';
import { Chat } from '@/components/tool/chat/chat';
import type { TalkProps } from '@/components/tool/chat/use-talk';
import { Workbench, type WorkbenchProps } from '@/components/tool/workbench';
import { inWords, renderWords } from '@/tests/support/render-words';

function flatModel(id: string, providerLabel: string, label: string, price: number): ToolModel {
  const provider = id.split('/')[0] ?? '';
  return { id, provider, providerLabel, label, price, pricing: { rule: 'flat', price }, demo: false };
}

export const TOOL: ToolPageTool = {
  id: 'text-generation',
  name: 'Write text',
  kind: 'text',
  group: 'write',
  description: 'Writes.',
  converses: false,
  batches: true,
  unavailable: null,
  fields: [
    {
      id: 'prompt',
      label: 'What should it write?',
      placeholder: 'Tea',
      multiline: true,
      required: true,
      maxLength: 20,
    },
  ],
  options: [
    {
      id: 'length',
      label: 'Length',
      choices: [
        { value: 'short', label: 'Short' },
        { value: 'long', label: 'Long' },
      ],
      default: 'short',
    },
  ],
  examples: [{ title: 'About tea', input: { prompt: 'Tea in three words' }, options: { length: 'long' } }],
  models: [flatModel('openai/gpt', 'OpenAI', 'GPT', 5), flatModel('deepseek/chat', 'DeepSeek', 'Chat', 2)],
  price: { from: 2, to: 5 },
  coveredCharacters: 20,
  autoPrice: 5,
  autoPricing: { rule: 'flat', price: 5 },
  repeatPrice: 0,
  usualSeconds: null,
};

export const RICH: Viewer = {
  signedIn: true,
  available: 20,
  debt: 0,
  ad: { kind: 'text', watchSeconds: 60, reward: 5 },
  adRule: { watchSeconds: 60, reward: 5, dailyCap: 100 },
  adPlace: 'inline',
  adBlock: null,
};

export const CHAT: ToolPageTool = {
  ...TOOL,
  id: 'chat',
  name: 'Chat',
  converses: true,
  batches: false,
  fields: [{ ...TOOL.fields[0]!, id: 'message', label: 'Your message', maxLength: 200 }],
  options: [],
  examples: [],
};

function benchProps(change: Partial<WorkbenchProps>): WorkbenchProps {
  return {
    tool: TOOL,
    viewer: RICH,
    draft: null,
    firstQuote: null,
    autoRunKey: null,
    found: null,
    firstError: null,
    pressKey: 'press',
    runs: runClient,
    ads: adClient,
    uploads: uploadClient,
    megabytes: { image: 15, audio: 25, document: 10 },
    newKey: newIdempotencyKey,
    draw: ({ positionSeconds }) => <div data-testid="creative">{Math.floor(positionSeconds)}</div>,
    action: async () => {},
    onBalanceChanged: () => {},
    ...change,
  };
}

/** The conversation as the page mounts it. */
export function renderChat(change: Partial<TalkProps> = {}) {
  const props: TalkProps = {
    ...benchProps({ tool: CHAT }),
    conversation: { runs: [], before: null },
    onPlace: () => {},
    ...change,
  };
  return renderWords(<Chat {...props} />);
}

const page = (props: WorkbenchProps) => inWords(<Workbench {...props} />);

/** The workbench of a page whose script comes when this has been typed already. */
export function hydrateBench(typed: string) {
  const container = document.createElement('div');
  document.body.append(container);
  const made = page(benchProps({}));
  container.innerHTML = renderToString(made);
  const box = container.querySelector('textarea');
  if (!box) throw new Error('nothing to type into');
  box.value = typed;
  return render(made, { container, hydrate: true });
}

/** The workbench as the page mounts it, over the real clients. */
export function renderBench(change: Partial<WorkbenchProps> = {}) {
  const props = benchProps(change);
  const view = render(page(props));
  return { ...view, rerenderWith: (next: Partial<WorkbenchProps>) => view.rerender(page({ ...props, ...next })) };
}
