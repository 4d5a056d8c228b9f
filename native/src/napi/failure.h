// What went wrong, in the terms of the JavaScript error class.
#pragma once
#include <XrdCl/XrdClXRootDResponses.hh>
#include <string>

struct Failure {
  std::string reason;  // one of XRootDError['reason']
  std::string message;
  int code = 0;        // XrdCl status code
  int errnum = 0;      // POSIX errno, 0 if there is none
  bool atSource = false;  // of a copy between two servers: it is the one that is read
  bool opened = true;     // unless it is certain that nothing was made at the target
  int serverCode = 0;  // kXR_ error number, 0 if the server did not answer with an error
};

/// `step` says what was being done, e.g. "open": it leads the message.
Failure FailureOf(const XrdCl::XRootDStatus &status, const std::string &step);
Failure LocalFailure(int errnum, const std::string &step, const std::string &path);
Failure OtherFailure(const std::string &reason, const std::string &message);
