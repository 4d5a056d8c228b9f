#include "upload.h"

#include <XrdCl/XrdClFileSystem.hh>
#include <cstdlib>

#include "../client/ask.h"
#include "../client/pool.h"

using XrdCl::AnyObject;
using XrdCl::OpenFlags;
using XrdCl::ResponseHandler;
using XrdCl::XRootDStatus;

namespace {
constexpr uint16_t removeTimeout = 10;  // seconds
}

void Upload::Start(std::vector<pool::Job> &jobs) {
  jobs.emplace_back([self = Self()] {
    uint64_t size = 0;
    std::optional<Failure> failure = self->local_.OpenSource(size);
    self->total_ = size;
    if (failure) {
      self->Fail(*failure);
      return;
    }
    self->Open();
  });
}

void Upload::Open() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (Failed()) return;
    asked_ = true;
  }
  // Taken up again after a lost connection, half a file could be persisted: the caller starts afresh.
  if (!std::getenv("XRD_WRITERECOVERY")) remote_->SetProperty("WriteRecovery", "false");
  OpenFlags::Flags flags = OpenFlags::Update | (options_.overwrite ? OpenFlags::Delete : OpenFlags::New);
  if (options_.posc) flags |= OpenFlags::POSC;
  if (options_.makePath) flags |= OpenFlags::MakePath;
  // The protocol's bits for the mode are those of chmod(2).
  auto mode = static_cast<XrdCl::Access::Mode>(options_.mode & 0777);
  Ask([&](ResponseHandler *handler) { return remote_->Open(options_.url, flags, mode, handler); },
      [self = Self()](const XRootDStatus &status, AnyObject *) { self->OnOpen(status); });
}

void Upload::OnOpen(const XRootDStatus &status) {
  if (!status.IsOK()) {
    Fail(FailureOf(status, "cannot create the remote file"));
    SettleUnopened();
    return;
  }
  bool failed;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    remoteOpen_ = true;
    failed = Failed();
    if (!failed) phase_ = Phase::Moving;
  }
  Touch();
  if (failed) RemoveRemote();
  else if (total_ == 0) Finish();
  else Pump();
}

Chunk *Upload::TakeChunk() {
  std::lock_guard<std::mutex> lock(mutex_);
  moreRoom_ = false;
  return phase_ == Phase::Moving ? NextChunk() : nullptr;
}

void Upload::Pump() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    moreRoom_ = true;
    if (pumping_) return;
    pumping_ = true;
  }
  try {
    for (;;) {
      while (Chunk *chunk = TakeChunk()) {
        std::optional<Failure> failure = local_.Read(chunk->data.get(), chunk->length, chunk->offset);
        if (failure) {
          Fail(*failure);
          return;
        }
        Send(chunk);
        Hash(chunk);
      }
      std::lock_guard<std::mutex> lock(mutex_);
      if (moreRoom_ && phase_ == Phase::Moving) continue;
      pumping_ = false;
      return;
    }
  } catch (const std::bad_alloc &) {
    Fail(LocalFailure(ENOMEM, "no memory to upload", options_.path));
  }
}

void Upload::Send(Chunk *chunk) {
  Ask([&](ResponseHandler *handler) {
        return remote_->Write(chunk->offset, chunk->length, chunk->data.get(), handler);
      },
      [self = Self(), chunk](const XRootDStatus &status, AnyObject *) { self->OnWritten(chunk, status); });
}

void Upload::OnWritten(Chunk *chunk, const XRootDStatus &status) {
  if (Failed()) return;
  if (!status.IsOK()) {
    Fail(FailureOf(status, "cannot write the remote file"));
    return;
  }
  bytes_ += chunk->length;
  Done(chunk, moved_);
}

void Upload::Resume() {
  // The disk may be slow: those who hash and those who hear of answers must not wait for it.
  pool::Post([self = Self()] { self->Pump(); });
}

void Upload::Finish() {
  std::optional<Failure> failure = CheckSource();
  if (failure) {
    Fail(*failure);
    return;
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (Failed()) return;
    phase_ = Phase::Finishing;
    remoteOpen_ = false;  // from here on the close is ours to see through
  }
  Ask([&](ResponseHandler *handler) { return remote_->Close(handler); },
      [self = Self()](const XRootDStatus &status, AnyObject *) { self->OnClosed(status); });
}

void Upload::OnClosed(const XRootDStatus &status) {
  if (!status.IsOK()) {
    Fail(FailureOf(status, "cannot close the remote file"));
    RemoveRemote();
    return;
  }
  Outcome outcome = Success();
  if (Advance(Phase::Done)) Settle(std::move(outcome));
  else RemoveRemote();
}

void Upload::OnFailed(Phase before) {
  bool asked;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    asked = asked_;
  }
  // Before the open has been answered it is not known whether there is something to remove, and while the
  // close is under way it could persist what we remove: the answer's handler continues in both cases.
  if (!asked) SettleUnopened();
  else if (before == Phase::Moving) RemoveRemote();
}

void Upload::SettleUnopened() {
  failure_.opened = false;
  SettleFailure(failure_);
}

void Upload::RemoveRemote() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (cleaned_) return;
    cleaned_ = true;
  }
  if (options_.keepPartial) {
    SettleFailure(failure_);
    return;
  }
  // The server that has the file: a redirector may not know of it before it is closed.
  std::string url;
  if (!remote_->GetProperty("LastURL", url) || url.empty()) url = options_.url;
  XrdCl::URL parsed(url);
  auto server = std::make_shared<XrdCl::FileSystem>(parsed);
  Ask([&](ResponseHandler *handler) {
        return server->Rm(parsed.GetPathWithParams(), handler, removeTimeout);
      },
      [self = Self(), server](const XRootDStatus &status, AnyObject *) {
        // Not allowed to remove it: closing would persist half a file, an end of the connection does not.
        bool gone = status.IsOK() || status.errNo == kXR_NotFound;
        if (!gone && self->options_.posc && self->remoteOpen_) {
          self->remoteOpen_ = false;
          new std::shared_ptr<XrdCl::File>(self->remote_);
        }
        self->SettleFailure(self->failure_);
      });
}
