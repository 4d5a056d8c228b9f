// What downloads and uploads have in common: the remote file, chunk buffers, failing once.
#pragma once
#include <XrdCl/XrdClFile.hh>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "../files/buffers.h"
#include "../hashes/hasher.h"
#include "../files/local_file.h"
#include "../client/operation.h"

/// No one waits for it.
void CloseInBackground(std::shared_ptr<XrdCl::File> file);

/// A buffer and the piece of the file that it is in use for.
struct Chunk {
  buffers::Buffer data;
  uint64_t offset = 0;
  uint32_t length = 0;
  uint32_t filled = 0;
  int uses = 0;  // what is still to be done with it: to be hashed, to be moved on
};

class Transfer : public Operation {
 public:
  Transfer(std::shared_ptr<Listener> listener, uint32_t id, Options options);
  /// Closes the remote file in the background if that has not been done.
  ~Transfer() override;

  void Cancel() override;

 protected:
  /// The first failure counts; false if the transfer had ended before.
  bool Fail(Failure failure);
  /// After the first failure, without locks: clean up, then settle with failure_.
  virtual void OnFailed(Phase before) = 0;
  /// Moves on unless the transfer has failed meanwhile.
  bool Advance(Phase next);
  bool Failed() const { return phase_ == Phase::Failed; }

  /// With mutex_ held: a chunk for the next piece, nullptr if there is none left, or none now: for want of a buffer, or
  /// because of the limit of the rate; then Resume follows.
  Chunk *NextChunk();
  /// Takes the bytes of a chunk into the checksums, in the order of the file; large ones beside the caller. Without locks.
  void Hash(Chunk *chunk);
  /// A chunk was moved on or hashed: its length is added to moved_ or hashed_. Without locks.
  void Done(Chunk *chunk, uint64_t &bytes);

  /// Asks for chunks again. Without locks.
  virtual void Resume() = 0;
  /// All was moved and hashed.
  virtual void Finish() = 0;

  Outcome Success();
  /// In the background; nothing more may be asked of the remote file.
  void CloseRemote();

  std::mutex mutex_;
  std::shared_ptr<XrdCl::File> remote_;
  bool remoteOpen_ = false;
  LocalFile local_;
  Hashes hashes_;
  Failure failure_;
  uint64_t next_ = 0;  // offset of the first byte that no chunk has been given yet
  uint64_t moved_ = 0;
  uint64_t hashed_ = 0;

 private:
  /// With mutex_ held. False if the rate has to be kept down; then it continues later.
  bool MayMove(uint32_t bytes);
  void HashInOrder();

  std::map<uint64_t, Chunk *> waiting_;  // to be hashed, by offset
  bool hashing_ = false;
  std::optional<hasher::Stream> stream_;
  bool held_ = false;  // Resume is due
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::vector<Chunk *> free_;
};
