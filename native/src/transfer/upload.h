#pragma once
#include "transfer.h"

class Upload : public Transfer {
 public:
  using Transfer::Transfer;
  void Start(std::vector<pool::Job> &jobs) override;

 protected:
  void OnFailed(Phase before) override;
  /// Open the remote file; total_ is known.
  void Open();
  /// Fetch what is missing into free chunks and send them in any order. Called whenever a chunk may be free.
  virtual void Pump();
  void Resume() override;
  /// Whether what was sent is still what there is to send.
  virtual std::optional<Failure> CheckSource() { return local_.CheckSize(total_); }
  /// A free chunk for the next piece, nullptr if there is none.
  Chunk *TakeChunk();
  void Send(Chunk *chunk);

 private:
  std::shared_ptr<Upload> Self() { return std::static_pointer_cast<Upload>(shared_from_this()); }
  void OnOpen(const XrdCl::XRootDStatus &status);
  void OnWritten(Chunk *chunk, const XrdCl::XRootDStatus &status);
  void Finish() override;
  void OnClosed(const XrdCl::XRootDStatus &status);
  /// There is nothing to remove.
  void SettleUnopened();
  void RemoveRemote();

  // All guarded by mutex_.
  bool asked_ = false;     // the open has been sent
  bool pumping_ = false;   // one thread at a time reads and hashes
  bool moreRoom_ = false;  // a chunk came back while another thread was pumping
  bool cleaned_ = false;   // the removal has been asked for
};
