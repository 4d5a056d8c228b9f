// Writes that pass by the memory of the system: nothing is copied into its cache, and nothing waits there for the disk.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

class DirectWriter {
 public:
  /// For the file that is open as `fd`; nullptr where its file system is not known to gain from it.
  static std::unique_ptr<DirectWriter> Of(int fd);
  ~DirectWriter();
  DirectWriter(const DirectWriter &) = delete;
  DirectWriter &operator=(const DirectWriter &) = delete;

  /// Any thread. Bytes written, less than `length` where the rest has to take the usual way: what is not made of whole
  /// blocks, and what failed.
  size_t Write(const char *buffer, size_t length, uint64_t offset) const;

  /// Of files, and of buffers that are to be written: more than any disk asks for.
  static constexpr size_t block = 4096;

 private:
  explicit DirectWriter(int fd) : fd_(fd) {}
  const int fd_;
};
