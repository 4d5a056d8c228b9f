#pragma once
#include "transfer.h"

class Download : public Transfer {
 public:
  using Transfer::Transfer;
  void Start(std::vector<pool::Job> &jobs) override;
  void Abandon() override;

 protected:
  void OnFailed(Phase before) override;

 private:
  std::shared_ptr<Download> Self() { return std::static_pointer_cast<Download>(shared_from_this()); }
  void Open();
  void OnOpen(const XrdCl::XRootDStatus &status);
  void OnSize(const std::optional<Failure> &problem, uint64_t size);
  std::optional<Failure> OpenResumed();
  void HashPrefix();
  void Fill();
  void Resume() override { Fill(); }
  void Request(Chunk *chunk);
  void OnRead(Chunk *chunk, const XrdCl::XRootDStatus &status, XrdCl::ChunkInfo *info);
  void Store(Chunk *chunk);
  void Finish() override;

  // Set before the first read.
  uint64_t size_ = 0;   // of the remote file
  uint64_t begin_ = 0;  // of the range in it; all other offsets are relative to this

  uint64_t prefix_ = 0;    // bytes that are there already, from the beginning
  std::unique_ptr<char[]> prefixBuffer_;
};
