'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui';
import { Film } from './media/film';
import { isOf, isOurs, type ShownFile } from './media/our-file';
import { Sound } from './media/sound';
import type { ToolPageTool, ToolValues } from './types';

/** Pictures have much around them, and most tools make none. */
const Pictures = dynamic(() => import('./media/pictures').then((module) => module.Pictures));

/** Width and height as asked for ("1024x768"), until the file says its own. */
function sizeAsked(requested: ToolValues | null): { width: number; height: number } {
  const [width, height] = (requested?.options.size ?? '').split('x').map(Number);
  return width && height ? { width, height } : { width: 1024, height: 1024 };
}

/** The room of what is still to come. */
export function WaitingPictures({ requested }: { requested: ToolValues | null }) {
  const { width, height } = sizeAsked(requested);
  const count = Math.min(4, Math.max(1, Number(requested?.options.count ?? 1) || 1));
  return (
    <div className={count > 1 ? 'grid grid-cols-2 gap-3' : 'grid'}>
      {Array.from({ length: count }, (_unused, index) => (
        <div
          key={index}
          className="mx-auto w-full"
          style={{
            aspectRatio: `${width} / ${height}`,
            maxInlineSize: count === 1 ? `min(100%, calc(70vh * ${width / height}))` : undefined,
          }}
        >
          <Skeleton className="size-full" />
        </div>
      ))}
    </div>
  );
}

interface ResultFilesProps {
  tool: Pick<ToolPageTool, 'id'>;
  files: ShownFile[];
  requested: ToolValues | null;
  prompt: string;
}

/** What a run made: pictures, a sound, a film. Their room is reserved, so that nothing on the page moves when they come. */
export function ResultFiles({ tool, files, requested, prompt }: ResultFilesProps) {
  const asked = sizeAsked(requested);
  const ours = files.filter(isOurs);
  const pictures = ours.filter((file) => isOf('image', file));
  return (
    <>
      {pictures.length > 0 && <Pictures toolId={tool.id} files={pictures} prompt={prompt} asked={asked} mayChange />}
      {ours
        .filter((file) => isOf('audio', file))
        .map((file) => (
          <Sound key={file.url} file={file} toolId={tool.id} />
        ))}
      {ours
        .filter((file) => isOf('video', file))
        .map((file) => (
          <Film key={file.url} file={file} prompt={prompt} asked={asked} />
        ))}
    </>
  );
}
