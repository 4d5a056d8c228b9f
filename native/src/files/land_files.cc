#include "land_files.h"

LandFiles::LandFiles(Napi::Env env, std::vector<FileToLand> files)
    : Napi::AsyncWorker(env),
      landing_(std::move(files)),
      deferred_(Napi::Promise::Deferred::New(env)) {}

void LandFiles::OnOK() {
  Napi::Array array = Napi::Array::New(Env(), results_.size());
  for (size_t i = 0; i < results_.size(); i++) array[i] = Napi::Number::New(Env(), results_[i]);
  deferred_.Resolve(array);
}
