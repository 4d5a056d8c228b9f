#include "transfer.h"

#include <algorithm>

#include "../client/ask.h"
#include "../client/throttle.h"

namespace {

constexpr uint16_t closeTimeout = 30;  // seconds

}  // namespace

void CloseInBackground(std::shared_ptr<XrdCl::File> file) {
  Ask([&](XrdCl::ResponseHandler *handler) { return file->Close(handler, closeTimeout); },
      [file](const XrdCl::XRootDStatus &, XrdCl::AnyObject *) {
        // Destroying a file that is still open would close it once more and wait for that on this thread.
        if (file->IsOpen()) new std::shared_ptr<XrdCl::File>(file);
      });
}

Transfer::Transfer(std::shared_ptr<Listener> listener, uint32_t id, Options options)
    : Operation(std::move(listener), id, std::move(options)),
      remote_(std::make_shared<XrdCl::File>()),
      local_(options_.path),
      hashes_(options_.md5, options_.adler32) {}

Transfer::~Transfer() { CloseRemote(); }

void Transfer::CloseRemote() {
  if (!remoteOpen_) return;
  remoteOpen_ = false;
  CloseInBackground(remote_);
}

void Transfer::Cancel() { Fail(OtherFailure("cancelled", "the transfer was cancelled")); }

bool Transfer::Fail(Failure failure) {
  Phase before;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    before = phase_;
    if (before >= Phase::Failed) return false;
    phase_ = Phase::Failed;
    failure_ = std::move(failure);
  }
  OnFailed(before);
  return true;
}

bool Transfer::Advance(Phase next) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (Failed()) return false;
  phase_ = next;
  Touch();
  return true;
}

Chunk *Transfer::NextChunk() {
  uint64_t total = total_;
  if (next_ >= total) return nullptr;
  if (free_.empty()) {
    if (chunks_.size() >= std::max(options_.chunks, 1u)) return nullptr;
    buffers::Buffer buffer = buffers::Take(std::min<uint64_t>(options_.chunkSize, total), chunks_.size());
    if (!buffer) return nullptr;
    chunks_.push_back(std::make_unique<Chunk>());
    chunks_.back()->data = std::move(buffer);
    free_.push_back(chunks_.back().get());
  }
  const uint32_t length = static_cast<uint32_t>(std::min<uint64_t>(options_.chunkSize, total - next_));
  if (!MayMove(length)) return nullptr;
  Chunk *chunk = free_.back();
  free_.pop_back();
  chunk->offset = next_;
  chunk->length = length;
  chunk->filled = 0;
  chunk->uses = 2;
  next_ += chunk->length;
  return chunk;
}

bool Transfer::MayMove(uint32_t bytes) {
  if (held_) return false;
  double wait = throttle::Take(bytes);
  if (wait == 0) return true;
  held_ = true;
  Touch();  // we wait for ourselves, not for the server
  throttle::Later(wait, [weak = weak_from_this()] {
    auto self = std::static_pointer_cast<Transfer>(weak.lock());
    if (!self) return;
    {
      std::lock_guard<std::mutex> lock(self->mutex_);
      self->held_ = false;
      if (self->phase_ != Phase::Moving) return;
    }
    self->Resume();
  });
  return false;
}

void Transfer::Hash(Chunk *chunk) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    waiting_.emplace(chunk->offset, chunk);
    if (hashing_) return;  // who hashes takes this one too
    hashing_ = true;
  }
  HashInOrder();
}

void Transfer::HashInOrder() {
  for (;;) {
    Chunk *chunk = nullptr;
    bool more;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      auto first = waiting_.begin();
      // Without checksums the order does not matter.
      if (Failed() || first == waiting_.end() || (hashes_.Wanted() && first->first != hashed_)) {
        hashing_ = false;
        return;
      }
      chunk = first->second;
      first = waiting_.erase(first);
      more = first != waiting_.end() && first->first == chunk->offset + chunk->length;
    }
    const Hashes::Piece piece{&hashes_, chunk->data.get(), chunk->length};
    if (hashes_.Wanted() && piece.length >= hasher::worthTheWay) {
      if (!stream_) stream_.emplace();
      hasher::Post(*stream_, piece, more, [self = std::static_pointer_cast<Transfer>(shared_from_this()), chunk] {
        self->Done(chunk, self->hashed_);
        self->HashInOrder();
      });
      return;
    }
    hashes_.Update(piece.data, piece.length);
    Done(chunk, hashed_);
  }
}

void Transfer::Done(Chunk *chunk, uint64_t &bytes) {
  bool isFree, finished;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    bytes += chunk->length;
    if (hashed_ == total_) stream_.reset();
    isFree = --chunk->uses == 0;
    if (isFree) free_.push_back(chunk);
    finished = moved_ == total_ && hashed_ == total_;
  }
  Touch();
  if (finished) Finish();
  else if (isFree) Resume();
}

Outcome Transfer::Success() {
  Outcome outcome;
  outcome.bytes = bytes_;
  outcome.md5 = hashes_.Md5();
  outcome.adler32 = hashes_.Adler32();
  return outcome;
}
