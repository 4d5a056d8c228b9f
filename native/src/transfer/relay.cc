#include "relay.h"

#include "../client/ask.h"
#include "../client/pool.h"

using XrdCl::AnyObject;
using XrdCl::ResponseHandler;
using XrdCl::XRootDStatus;

Relay::Relay(std::shared_ptr<Listener> listener, uint32_t id, Options options)
    : Upload(std::move(listener), id, std::move(options)), source_(std::make_shared<XrdCl::File>()) {}

Relay::~Relay() {
  if (sourceOpen_) CloseInBackground(source_);
}

void Relay::Start(std::vector<pool::Job> &) {
  Ask([&](ResponseHandler *handler) {
        return source_->Open(options_.source, XrdCl::OpenFlags::Read, XrdCl::Access::None, handler);
      },
      [self = Self()](const XRootDStatus &status, AnyObject *) { self->OnSourceOpen(status); });
}

void Relay::OnSourceOpen(const XRootDStatus &status) {
  if (!status.IsOK()) {
    FailAtSource(FailureOf(status, "cannot open the remote file"));
    return;
  }
  sourceOpen_ = true;
  Touch();
  // Not under a lock of XrdCl's that later requests of this file need: see Download::OnOpen.
  pool::Post([self = Self()] {
    if (self->Failed()) return;
    Ask([&](ResponseHandler *handler) { return self->source_->Stat(false, handler); },
        [self](const XRootDStatus &status, AnyObject *response) {
          auto *info = Content<XrdCl::StatInfo>(response);
          if (!info) {
            self->FailAtSource(FailureOf(status, "cannot get the size of the remote file"));
            return;
          }
          self->total_ = info->GetSize();
          const uint64_t wanted = self->options_.length;
          if (wanted != UINT64_MAX && self->total_ != wanted) {
            self->FailAtSource(OtherFailure("size", "it has " + std::to_string(self->total_) + " bytes in place of " +
                                                        std::to_string(wanted)));
            return;
          }
          pool::Post([self] { self->Open(); });
        });
  });
}

void Relay::Pump() {
  try {
    while (Chunk *chunk = TakeChunk()) Request(chunk);
  } catch (const std::bad_alloc &) {
    Fail(LocalFailure(ENOMEM, "no memory to copy", options_.url));
  }
}

void Relay::Request(Chunk *chunk) {
  Ask([&](ResponseHandler *handler) {
        return source_->Read(chunk->offset + chunk->filled, chunk->length - chunk->filled,
                             chunk->data.get() + chunk->filled, handler);
      },
      [self = Self(), chunk](const XRootDStatus &status, AnyObject *response) {
        self->OnRead(chunk, status, Content<XrdCl::ChunkInfo>(response));
      });
}

void Relay::OnRead(Chunk *chunk, const XRootDStatus &status, XrdCl::ChunkInfo *info) {
  if (Failed()) return;
  if (!status.IsOK()) {
    FailAtSource(FailureOf(status, "cannot read the remote file"));
    return;
  }
  const uint32_t length = info ? info->GetLength() : 0;
  if (length == 0) {
    uint64_t end = chunk->offset + chunk->filled;
    FailAtSource(OtherFailure("truncated", "the remote file ends at byte " + std::to_string(end) + " of " +
                                               std::to_string(total_)));
    return;
  }
  chunk->filled += length;
  Touch();
  if (chunk->filled < chunk->length) {
    Request(chunk);
    return;
  }
  Send(chunk);
  Hash(chunk);
}

void Relay::FailAtSource(Failure failure) {
  failure.atSource = true;
  Fail(std::move(failure));
}
