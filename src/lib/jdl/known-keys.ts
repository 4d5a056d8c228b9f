import {ORDER} from './key-order.ts';

/** Keys that mean something to the service or to a worker node, besides those that are written in a certain order. */
const OTHERS = [
  'CVMFS_Revision',
  'DebugTag',
  'DirectAccess',
  'Email',
  'ForceOutputDir',
  'GUIDFile',
  'InputBox',
  'InputDataSet',
  'InputDataType',
  'InputDownload',
  'JDLProcessor',
  'MasterResubmitThreshold',
  'MaxFailFraction',
  'MaxInitFailed',
  'MaxWaitingTime',
  'Merge',
  'MergeCollections',
  'MergeOutputDir',
  'Mode',
  'OutputCollection',
  'Payload',
  'SplitMaxInputFileSize',
  'SplitDefinitions',
  'StrictSplit',
  'Successors',
  'WorkDirectorySize',
];

/** Keys as they are usually spelt. Their case does not matter. */
export const KNOWN_KEYS: readonly string[] = [...ORDER, ...OTHERS];

/** Keys whose value is a list. */
export const LIST_KEYS: readonly string[] = [
  'InputBox',
  'InputData',
  'InputDataCollection',
  'InputFile',
  'JDLVariables',
  'Output',
  'OutputArchive',
  'OutputErrorE',
  'OutputFile',
  'Packages',
];
