import {readFile} from './read-file.ts';
import {UnreadableFile} from './unreadable-file.ts';

/**
 * Whether a group is a user's own private one, with no other members: where each user has a group of their own, it has
 * the user's number, and files that it may write are as safe as those that only the user may write.
 */
export function isPrivateGroup(group: number, user: number): boolean {
  return group === user && membersOf(group) === '';
}

/** The members of a group beside those who have it as their first; '' where the file does not know it. */
function membersOf(group: number): string {
  try {
    const {bytes} = readFile('/etc/group', {owner: 'anyone', limit: 16 << 20, link: 'follow'});
    const fields = bytes
      .toString()
      .split('\n')
      .map((line) => line.split(':'));
    return fields.find(([, , number]) => number === String(group))?.[3]?.trim() ?? '';
  } catch (error) {
    if (error instanceof UnreadableFile) return '';
    throw error;
  }
}
