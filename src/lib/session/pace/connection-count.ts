/** What has been measured of the service in this run. Times in ms. */
export interface Pace {
  /** from the first packet to an open connection */
  readonly login: number;
  /**
   * the quickest answer: the way there and back, hardly any work, and what others have brought the throttle to. Most
   * answers take longer, but also because of our own other requests: with those in it, each connection would call for more.
   */
  readonly quickest: number;
  /** what the throttle of the service has counted because of us, at least */
  readonly points: number;
  /** whether an answer has shown that the service does not throttle */
  readonly isUnthrottled: boolean;
}

/** What is to be done. */
export interface Load {
  readonly connections: number;
  /** requests that are still to come, as far as that is known; those that wait at least */
  readonly requests: number;
}

/** A login costs as many points of the throttle, its logout included. */
const LOGIN_POINTS = 11;
/** Points above which each request sleeps a ms for each one. */
const FREE_POINTS = 100;
/** Ways there and back that a login takes; what it takes beyond them is work of the service, which others wait for. */
const LOGIN_TRIPS = 4;
/** ms that a point is worth where it slows down nothing yet: the next command of the user may come soon. */
const POINT_PRICE = 4;

/**
 * Whether one more connection saves more time than it costs. It shares the requests that are to come; its login costs
 * work of the service, and points, each of which lets every later request sleep for longer once there are too many.
 */
export function isWorthAnother(pace: Pace, {connections, requests}: Load): boolean {
  const {login, quickest, points, isUnthrottled} = pace;
  const slept = isUnthrottled ? 0 : sleepOf(points, requests);
  const answer = quickest + slept / requests;
  const whole = requests * answer;
  const isReadyTooLate = whole / connections < login + 2 * answer;
  if (isReadyTooLate) return false;
  const saved = whole / connections - whole / (connections + 1);
  const work = Math.max(login - LOGIN_TRIPS * quickest, 0);
  const longer = isUnthrottled ? 0 : sleepOf(points + LOGIN_POINTS, requests) - slept;
  return saved > work + longer / (connections + 1) + LOGIN_POINTS * POINT_PRICE;
}

/** ms that so many requests sleep together, from so many points on. */
function sleepOf(points: number, requests: number): number {
  const free = Math.min(Math.max(FREE_POINTS - points, 0), requests);
  const sleeping = requests - free;
  const first = Math.max(points - FREE_POINTS, 0);
  return sleeping * first + (sleeping * (sleeping + 1)) / 2;
}
