import {activityOf} from '../../../jobs/activity.ts';
import {command} from '../../call/command.ts';

export default command({
  name: 'uptime',
  help: ['Counts the jobs of all users.'],
  run({answer, grid}) {
    const activity = activityOf(grid.jobs);
    const running = activity.reduce((sum, user) => sum + user.active, 0);
    const waiting = activity.reduce((sum, user) => sum + user.waiting, 0);
    const users = activity.length;
    // The blanks before the values are the real service's own.
    answer.add({
      'running jobs': ` ${running}`,
      'waiting jobs': ` ${waiting}`,
      'active users': ` ${users}`,
      message: `${running} running jobs, ${waiting} waiting jobs, ${users} active users`,
    });
  },
});
