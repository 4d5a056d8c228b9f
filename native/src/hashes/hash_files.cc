#include "hash_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "hashes.h"

HashFiles::HashFiles(Napi::Env env, std::vector<std::string> paths)
    : Napi::AsyncWorker(env), paths_(std::move(paths)), deferred_(Napi::Promise::Deferred::New(env)) {}

void HashFiles::Execute() {
  // One byte more, to see that there is no more.
  buffer_.reset(new char[most + 1]);
  results_.reserve(paths_.size());
  for (const std::string &path : paths_) results_.push_back(Read(path));
  buffer_.reset();
}

HashFiles::Hashed HashFiles::Read(const std::string &path) {
  Hashed hashed;
  // O_NONBLOCK: opening a fifo must not wait for its other end.
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return hashed;
  struct stat info;
  bool good = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  size_t size = 0;
  while (good && size <= most) {
    const ssize_t count = read(fd, buffer_.get() + size, most + 1 - size);
    if (count < 0 && errno == EINTR) continue;
    good = count >= 0;
    if (count <= 0) break;
    size += static_cast<size_t>(count);
  }
  close(fd);
  if (!good || size > most) return hashed;
  Hashes hashes(true, false);
  hashes.Update(buffer_.get(), size);
  hashed.size = size;
  hashed.md5 = hashes.Md5();
  return hashed;
}

void HashFiles::OnOK() {
  Napi::Array array = Napi::Array::New(Env(), results_.size() * 2);
  for (size_t i = 0; i < results_.size(); i++) {
    array[2 * i] = Napi::String::New(Env(), results_[i].md5);
    array[2 * i + 1] = Napi::Number::New(Env(), static_cast<double>(results_[i].size));
  }
  deferred_.Resolve(array);
}
