#include "metadata.h"

#include "ask.h"

using XrdCl::QueryCode;
using XrdCl::ResponseHandler;
using XrdCl::XRootDStatus;

namespace {

const char *StepName(Request request) {
  switch (request) {
    case Request::Stat:
      return "cannot stat the remote file";
    case Request::Remove:
      return "cannot remove the remote file";
    case Request::Checksum:
      return "cannot get the checksum of the remote file";
    case Request::Ping:
      return "cannot reach the server";
    default:
      return "cannot query the server";
  }
}

XrdCl::Buffer Argument(const std::string &text) {
  XrdCl::Buffer buffer;
  buffer.FromString(text);
  return buffer;
}

}  // namespace

Metadata::Metadata(std::shared_ptr<Listener> listener, uint32_t id, Options options, Request request)
    : Operation(std::move(listener), id, std::move(options)),
      request_(request),
      url_(options_.url),
      server_(url_) {}

void Metadata::Start(std::vector<pool::Job> &) {
  auto self = std::static_pointer_cast<Metadata>(shared_from_this());
  Ask([&](ResponseHandler *handler) { return Send(handler); },
      [self](const XRootDStatus &status, XrdCl::AnyObject *response) { self->OnAnswer(status, response); });
}

XRootDStatus Metadata::Send(ResponseHandler *handler) {
  const std::string path = url_.GetPathWithParams();
  switch (request_) {
    case Request::Stat:
      return server_.Stat(path, handler, options_.timeout);
    case Request::Remove:
      return server_.Rm(path, handler, options_.timeout);
    case Request::Ping:
      return server_.Ping(handler, options_.timeout);
    case Request::Config:
      return server_.Query(QueryCode::Config, Argument(options_.argument), handler, options_.timeout);
    case Request::Stats:
      return server_.Query(QueryCode::Stats, Argument(options_.argument), handler, options_.timeout);
    default: {
      std::string type = options_.argument.empty() ? "" : "cks.type=" + options_.argument;
      if (!type.empty()) type = (path.find('?') == std::string::npos ? "?" : "&") + type;
      return server_.Query(QueryCode::Checksum, Argument(path + type), handler, options_.timeout);
    }
  }
}

void Metadata::OnAnswer(const XRootDStatus &status, XrdCl::AnyObject *response) {
  phase_ = Phase::Done;
  if (!status.IsOK()) {
    SettleFailure(FailureOf(status, StepName(request_)));
    return;
  }
  Outcome outcome;
  if (auto *info = Content<XrdCl::StatInfo>(response)) {
    outcome.stat = StatFields{info->GetSize(), info->GetModTime(), info->GetFlags(), info->GetId()};
  } else if (auto *buffer = Content<XrdCl::Buffer>(response)) {
    outcome.text.assign(buffer->GetBuffer(), buffer->GetSize());
  }
  Settle(std::move(outcome));
}

void Metadata::Cancel() {
  // XrdCl has no way to take a request back: its answer is dropped.
  SettleFailure(OtherFailure("cancelled", "the request was cancelled"));
}
