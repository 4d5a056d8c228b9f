import {NetworkError} from '../errors/errors.ts';

/** The connection broke while an answer was awaited: the request may have been executed, or not. */
export class ConnectionLost extends NetworkError {}
