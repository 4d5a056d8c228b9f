// The way from any thread to the JavaScript of one environment (main thread or worker).
#pragma once
#include <napi.h>

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "../client/listener.h"

class Channel : public Listener {
 public:
  /// `done(id, result)` is called on the JavaScript thread for each finished operation.
  Channel(Napi::Env env, Napi::Function done);

  void Post(uint32_t id, Outcome outcome) override;
  /// JavaScript thread: the event loop stays alive while there are more Holds than Releases.
  void Hold(napi_env env);
  void Release(napi_env env);
  /// JavaScript thread: nothing is delivered from now on.
  void Close();

 private:
  static void Deliver(napi_env env, napi_value done, void *context, void *data);

  std::mutex mutex_;
  std::vector<std::pair<uint32_t, Outcome>> finished_;
  bool signalled_ = false;
  bool closed_ = false;
  int holds_ = 0;
  napi_threadsafe_function function_ = nullptr;
};

Napi::Object ToJavaScript(Napi::Env env, const Outcome &outcome);
