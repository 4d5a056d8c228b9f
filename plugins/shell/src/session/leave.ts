import type {BackgroundWork} from '../background/work.ts';
import type {Editor} from '../editor/editor.ts';

const CHOICES = `Enter  leave; it continues without the terminal
w      wait for its end, then leave
s      stop it, and leave
n      stay here`;

/** Ask what to do with the jobs of this shell that are under way. @returns whether the person leaves */
export async function mayLeave(background: BackgroundWork, editor: Editor): Promise<boolean> {
  const {underWay} = background;
  if (underWay.length === 0) return true;
  editor.printAbove('There is work in the background:');
  for (const {number, text} of underWay) editor.printAbove(`  [${number}] ${text}`);
  editor.printAbove(CHOICES);
  const entered = await editor.read('Leave? ');
  if (entered.kind !== 'line') return entered.kind === 'end';
  switch (entered.line.trim().toLowerCase()) {
    case '':
    case 'y':
      return true;
    case 'w':
      await background.wait();
      return true;
    case 's':
      await background.stop();
      return true;
    default:
      return false;
  }
}
