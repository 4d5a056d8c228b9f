#pragma once
#include "upload.h"

/// From one server to another through the memory of this process.
class Relay : public Upload {
 public:
  Relay(std::shared_ptr<Listener> listener, uint32_t id, Options options);
  /// Closes the source in the background.
  ~Relay() override;
  void Start(std::vector<pool::Job> &jobs) override;

 protected:
  void Pump() override;
  void Resume() override { Pump(); }
  std::optional<Failure> CheckSource() override { return std::nullopt; }

 private:
  std::shared_ptr<Relay> Self() { return std::static_pointer_cast<Relay>(shared_from_this()); }
  void OnSourceOpen(const XrdCl::XRootDStatus &status);
  void Request(Chunk *chunk);
  void OnRead(Chunk *chunk, const XrdCl::XRootDStatus &status, XrdCl::ChunkInfo *info);
  void FailAtSource(Failure failure);

  std::shared_ptr<XrdCl::File> source_;
  std::atomic<bool> sourceOpen_{false};
};
