import type {Check} from './check.ts';
import {checkAddon} from './check-addon.ts';
import {checkAddress} from './check-address.ts';
import {checkAuthorities} from './check-authorities.ts';
import {checkCertificate} from './check-certificate.ts';
import {checkClock} from './check-clock.ts';
import {checkConfiguration} from './check-configuration.ts';
import {checkDisk} from './check-disk.ts';
import {checkIdentity} from './check-identity.ts';
import {checkKey} from './check-key.ts';
import {checkLogin} from './check-login.ts';
import {checkNames} from './check-names.ts';
import {checkNode} from './check-node.ts';
import {checkRead} from './check-read.ts';
import {checkReplacements} from './check-replacements.ts';
import {checkStorage} from './check-storage.ts';
import {checkTls} from './check-tls.ts';
import {checkToken} from './check-token.ts';
import {checkUpgrade} from './check-upgrade.ts';
import {checkUploads} from './check-uploads.ts';

/** All checks in their order: this machine, who you are, the way to the service, the storage. */
export const CHECKS: readonly Check[] = [
  checkNode,
  checkConfiguration,
  checkDisk,
  checkReplacements,
  checkUploads,
  checkAddon,
  checkAuthorities,
  checkCertificate,
  checkKey,
  checkToken,
  checkIdentity,
  checkNames,
  checkAddress,
  checkClock,
  checkTls,
  checkUpgrade,
  checkLogin,
  checkStorage,
  checkRead,
];
