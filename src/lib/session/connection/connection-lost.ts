import {NetworkError} from '../../errors/errors.ts';

/** The connection broke while an answer was awaited: the request may have been executed, or not. */
export class ConnectionLost extends NetworkError {}

/** The connection was closed before the request could be sent: it was not executed. */
export class RequestNotSent extends ConnectionLost {}
