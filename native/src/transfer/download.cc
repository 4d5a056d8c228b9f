#include "download.h"

#include <algorithm>

#include "../client/ask.h"
#include "../client/pool.h"

using XrdCl::AnyObject;
using XrdCl::ResponseHandler;
using XrdCl::XRootDStatus;

namespace {
constexpr uint64_t prefixPiece = uint64_t(1) << 20;
constexpr uint64_t prefixSlice = uint64_t(64) << 20;
// From here on the disk is what takes longest, and must not wait for the end.
constexpr uint64_t large = uint64_t(32) << 20;
}  // namespace

void Download::Start(std::vector<pool::Job> &jobs) {
  jobs.emplace_back([self = Self()] {
    bool mayExist = self->options_.overwrite || self->options_.resume;
    std::optional<Failure> failure = self->local_.CheckTarget(mayExist);
    if (failure) self->Fail(*failure);
    else if (!self->Failed()) self->Open();
  });
}

void Download::Open() {
  Ask([&](ResponseHandler *handler) {
        return remote_->Open(options_.url, XrdCl::OpenFlags::Read, XrdCl::Access::None, handler);
      },
      [self = Self()](const XRootDStatus &status, AnyObject *) { self->OnOpen(status); });
}

void Download::OnOpen(const XRootDStatus &status) {
  if (!status.IsOK()) {
    Fail(FailureOf(status, "cannot open the remote file"));
    return;
  }
  remoteOpen_ = true;
  if (Failed()) return;
  Touch();
  // Usually answered from what came with the open, before Stat returns and under a lock of XrdCl's that
  // the first read needs: the one that comes last continues.
  struct Size {
    std::atomic<int> done{0};
    std::optional<Failure> failure;
    uint64_t bytes = 0;
  };
  auto size = std::make_shared<Size>();
  auto go = [self = Self(), size] {
    if (size->done++ == 1) self->OnSize(size->failure, size->bytes);
  };
  Ask([&](ResponseHandler *handler) { return remote_->Stat(false, handler); },
      [size, go](const XRootDStatus &status, AnyObject *response) {
        auto *info = Content<XrdCl::StatInfo>(response);
        if (info) size->bytes = info->GetSize();
        else size->failure = FailureOf(status, "cannot get the size of the remote file");
        go();
      });
  go();
}

void Download::OnSize(const std::optional<Failure> &problem, uint64_t size) {
  if (problem) {
    Fail(*problem);
    return;
  }
  size_ = size;
  const int64_t offset = options_.offset;
  begin_ = offset >= 0 ? std::min<uint64_t>(offset, size) : size - std::min<uint64_t>(-offset, size);
  total_ = std::min(options_.length, size - begin_);
  std::optional<Failure> failure =
      options_.resume ? OpenResumed() : local_.OpenTarget(options_.overwrite, options_.mode);
  if (failure) {
    Fail(*failure);
    return;
  }
  if (total_ >= large) local_.WriteDirectly();
  if (local_.WritesDirectly()) prefix_ -= prefix_ % DirectWriter::block;
  if (!Advance(Phase::Moving)) return;
  if (prefix_ > 0) HashPrefix();
  else if (total_ == 0) Finish();
  else Fill();
}

std::optional<Failure> Download::OpenResumed() {
  uint64_t there = 0;
  if (std::optional<Failure> failure = local_.OpenResumed(options_.mode, there)) return failure;
  // Something else of that name; or not to be told from it.
  if (there > total_) {
    there = 0;
    if (std::optional<Failure> failure = local_.Truncate(0)) return failure;
  }
  // Pieces are written in any order: so much at the end may have holes.
  const uint64_t window = uint64_t(options_.chunkSize) * options_.chunks;
  prefix_ = there > window ? there - window : 0;
  return std::nullopt;
}

void Download::HashPrefix() {
  // In slices, so that others who wait for the pool have their turn.
  pool::Post([self = Self()] {
    if (!self->prefixBuffer_) self->prefixBuffer_.reset(new char[prefixPiece]);
    uint64_t done = self->bytes_;
    const uint64_t end = std::min(self->prefix_, done + prefixSlice);
    for (; done < end; done += std::min(prefixPiece, end - done)) {
      if (self->Failed()) return;
      const uint64_t length = std::min(prefixPiece, end - done);
      std::optional<Failure> failure = self->local_.Read(self->prefixBuffer_.get(), length, done);
      if (failure) {
        self->Fail(*failure);
        return;
      }
      self->hashes_.Update(self->prefixBuffer_.get(), length);
      self->bytes_ += length;
      self->Touch();
    }
    if (done < self->prefix_) {
      self->HashPrefix();
      return;
    }
    self->prefixBuffer_.reset();
    {
      std::lock_guard<std::mutex> lock(self->mutex_);
      self->next_ = self->hashed_ = self->moved_ = self->prefix_;
    }
    if (self->prefix_ == self->total_) self->Finish();
    else self->Fill();
  });
}

void Download::Fill() {
  for (;;) {
    Chunk *chunk;
    try {
      std::lock_guard<std::mutex> lock(mutex_);
      if (phase_ != Phase::Moving) return;
      chunk = NextChunk();
    } catch (const std::bad_alloc &) {
      Fail(LocalFailure(ENOMEM, "no memory to download", options_.path));
      return;
    }
    if (!chunk) return;
    Request(chunk);
  }
}

void Download::Request(Chunk *chunk) {
  Ask([&](ResponseHandler *handler) {
        return remote_->Read(begin_ + chunk->offset + chunk->filled, chunk->length - chunk->filled,
                             chunk->data.get() + chunk->filled, handler);
      },
      [self = Self(), chunk](const XRootDStatus &status, AnyObject *response) {
        self->OnRead(chunk, status, Content<XrdCl::ChunkInfo>(response));
      });
}

void Download::OnRead(Chunk *chunk, const XRootDStatus &status, XrdCl::ChunkInfo *info) {
  if (Failed()) return;
  if (!status.IsOK()) {
    Fail(FailureOf(status, "cannot read the remote file"));
    return;
  }
  uint32_t length = info ? info->GetLength() : 0;
  if (length == 0) {
    uint64_t end = chunk->offset + chunk->filled;
    Fail(OtherFailure("truncated", "the remote file ends at byte " + std::to_string(end) + " of " +
                                       std::to_string(total_)));
    return;
  }
  chunk->filled += length;
  bytes_ += length;
  Touch();
  if (chunk->filled < chunk->length) {
    Request(chunk);
    return;
  }
  if (local_.WritesDirectly()) pool::PostWrite([self = Self(), chunk] { self->Store(chunk); });
  else Store(chunk);
  Hash(chunk);
}

void Download::Store(Chunk *chunk) {
  if (Failed()) return;
  std::optional<Failure> failure = local_.Write(chunk->data.get(), chunk->length, chunk->offset);
  if (failure) {
    Fail(*failure);
    return;
  }
  if (total_ >= large && !local_.WritesDirectly()) local_.StartWriteback(chunk->offset, chunk->length);
  Done(chunk, moved_);
}

void Download::Finish() {
  if (!Advance(Phase::Finishing)) return;
  CloseRemote();  // here, since the thread of JavaScript has more than enough to do
  auto commit = [self = Self()] {
    std::optional<Failure> failure = self->local_.Commit(self->options_.fsync);
    if (failure) {
      self->Fail(*failure);
      return;
    }
    Outcome outcome = self->Success();
    outcome.size = self->size_;
    outcome.resumed = self->prefix_;
    if (self->Advance(Phase::Done)) self->Settle(std::move(outcome));
  };
  if (options_.fsync) pool::Post(commit);
  else commit();
}

void Download::OnFailed(Phase) {
  pool::Post([self = Self()] {
    if (!self->options_.keepPartial) self->local_.Discard();
    self->SettleFailure(self->failure_);
  });
}

void Download::Abandon() {
  Cancel();
  if (!Settled() && Failed() && !options_.keepPartial) local_.Discard();
}
