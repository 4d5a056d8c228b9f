// What you may use of the grid, and have used: node quota.mjs
import {connect, quotaOf} from '@alien-grid/cli';

const grid = connect();
try {
  const {user, files, size, unfinishedJobs} = await quotaOf(grid);
  console.log(`user   ${user}`);
  console.log(`files  ${files.used} of ${files.max}`);
  console.log(`bytes  ${size.used} of ${size.max}`);
  console.log(`jobs   ${unfinishedJobs.used} of ${unfinishedJobs.max}`);
} finally {
  grid.close();
}
