import { NothingHere } from './_shell/nothing-here';

export default function NotFound() {
  return (
    <main id="main" className="px-5">
      <NothingHere />
    </main>
  );
}
