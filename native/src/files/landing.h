// Forces local files to the disk, many of one file system by one flush, and then gives them their names.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

struct FileToLand {
  std::string path;
  std::string target;
  double modified;  // milliseconds since 1970; NaN: as it is
};

class Landing {
 public:
  explicit Landing(std::vector<FileToLand> files);
  /// Once. For each file 0, or an errno and in the bits above the lowest 16 the step that failed.
  std::vector<int> Run();

 private:
  enum class Step : int { Open = 0, Utime = 1, Sync = 2, Rename = 3 };

  /// Notes errno.
  void Failed(size_t index, Step step);
  /// Times first, since they have to be on the disk too. False where the file is lost already.
  bool Prepare(size_t index, dev_t &device);
  /// All of one file system.
  void Sync(const std::vector<size_t> &group);
  void SyncOne(size_t index);

  const std::vector<FileToLand> files_;
  std::vector<int> results_;
};
