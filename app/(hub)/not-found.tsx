import { NothingHere } from '@/app/_shell/nothing-here';

export default function NotFound() {
  return <NothingHere />;
}
