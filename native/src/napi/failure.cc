#include "failure.h"

#include <XProtocol/XProtocol.hh>
#include <XrdCl/XrdClStatus.hh>
#include <system_error>

namespace {

const char *ServerReason(int serverCode) {
  switch (serverCode) {
    case kXR_NotAuthorized:
    case kXR_AuthFailed:
    case kXR_TLSRequired:
      return "auth";
    default:
      return "server";
  }
}

const char *ClientReason(int code) {
  switch (code) {
    case XrdCl::errLoginFailed:
    case XrdCl::errAuthFailed:
      return "auth";
    case XrdCl::errInvalidAddr:
    case XrdCl::errSocketError:
    case XrdCl::errSocketTimeout:
    case XrdCl::errSocketDisconnected:
    case XrdCl::errPollerError:
    case XrdCl::errSocketOptError:
    case XrdCl::errStreamDisconnect:
    case XrdCl::errConnectionError:
    case XrdCl::errInvalidSession:
    case XrdCl::errTlsError:
    case XrdCl::errHandShakeFailed:
      return "connect";
    case XrdCl::errOperationExpired:
      return "timeout";
    case XrdCl::errInvalidRedirectURL:
    case XrdCl::errRedirectLimit:
    case XrdCl::errNotFound:
      return "server";
    default:
      return "other";
  }
}

// Server texts end in a NUL or a line feed and may hold more of both.
std::string OneLine(std::string text) {
  std::string line;
  for (char c : text) line += (c == '\0' || c == '\n' || c == '\r') ? ' ' : c;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

Failure FailureOf(const XrdCl::XRootDStatus &status, const std::string &step) {
  Failure failure;
  failure.code = status.code;
  std::string text = OneLine(status.GetErrorMessage());
  if (status.code == XrdCl::errErrorResponse) {
    failure.serverCode = static_cast<int>(status.errNo);
    failure.errnum = XProtocol::toErrno(failure.serverCode);
    failure.reason = ServerReason(failure.serverCode);
  } else {
    // Above 1000 the number is a code of the protocol, not an errno.
    failure.errnum = status.errNo < 1000 ? static_cast<int>(status.errNo) : 0;
    failure.reason = ClientReason(status.code);
    std::string general = OneLine(status.ToString());
    text = text.empty() ? general : general + ": " + text;
  }
  failure.message = step + ": " + text;
  return failure;
}

Failure LocalFailure(int errnum, const std::string &step, const std::string &path) {
  Failure failure;
  failure.reason = "local";
  failure.errnum = errnum;
  failure.message = step + " '" + path + "': " + std::generic_category().message(errnum);
  return failure;
}

Failure OtherFailure(const std::string &reason, const std::string &message) {
  Failure failure;
  failure.reason = reason;
  failure.message = message;
  return failure;
}
