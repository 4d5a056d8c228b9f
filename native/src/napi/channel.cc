#include "channel.h"

Channel::Channel(Napi::Env env, Napi::Function done) {
  Napi::String name = Napi::String::New(env, "xrootd-native");
  napi_create_threadsafe_function(env, done, nullptr, name, 0, 1, nullptr, nullptr, this, Deliver, &function_);
  napi_unref_threadsafe_function(env, function_);
}

void Channel::Post(uint32_t id, Outcome outcome) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (closed_) return;
  finished_.emplace_back(id, std::move(outcome));
  if (signalled_) return;
  signalled_ = true;
  napi_call_threadsafe_function(function_, nullptr, napi_tsfn_nonblocking);
}

void Channel::Hold(napi_env env) {
  if (holds_++ == 0) napi_ref_threadsafe_function(env, function_);
}

void Channel::Release(napi_env env) {
  if (--holds_ == 0) napi_unref_threadsafe_function(env, function_);
}

void Channel::Close() {
  std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  finished_.clear();
}

void Channel::Deliver(napi_env rawEnv, napi_value done, void *context, void *) {
  if (!rawEnv || !done) return;  // the environment is being taken down
  Channel *channel = static_cast<Channel *>(context);
  std::vector<std::pair<uint32_t, Outcome>> batch;
  {
    std::lock_guard<std::mutex> lock(channel->mutex_);
    batch.swap(channel->finished_);
    channel->signalled_ = false;
  }
  Napi::Env env(rawEnv);
  for (auto &[id, outcome] : batch) {
    Napi::HandleScope scope(env);
    try {
      napi_value words[] = {Napi::Number::New(env, id), ToJavaScript(env, outcome)};
      // What `done` throws stays pending, and Node treats it as uncaught.
      napi_call_function(env, env.Undefined(), done, 2, words, nullptr);
    } catch (const Napi::Error &) {
      return;  // no JavaScript runs any more: the environment is being taken down, and no one waits
    }
  }
}

Napi::Object ToJavaScript(Napi::Env env, const Outcome &outcome) {
  Napi::Object result = Napi::Object::New(env);
  result["index"] = outcome.index;
  if (outcome.landed) result["landed"] = *outcome.landed;
  if (!outcome.members.empty()) {
    Napi::Array members = Napi::Array::New(env, outcome.members.size());
    for (uint32_t i = 0; i < outcome.members.size(); i++) members[i] = ToJavaScript(env, outcome.members[i]);
    result["members"] = members;
    result["moving"] = outcome.moving;
  }
  if (outcome.failure) {
    const Failure &failure = *outcome.failure;
    Napi::Object object = Napi::Object::New(env);
    object["reason"] = failure.reason;
    object["message"] = failure.message;
    object["code"] = failure.code;
    object["errno"] = failure.errnum;
    object["xrootdCode"] = failure.serverCode;
    object["atSource"] = failure.atSource;
    object["opened"] = failure.opened;
    result["failure"] = object;
    return result;
  }
  result["seconds"] = outcome.seconds;
  result["bytes"] = static_cast<double>(outcome.bytes);
  result["size"] = static_cast<double>(outcome.size);
  if (outcome.resumed > 0) result["resumed"] = static_cast<double>(outcome.resumed);
  if (!outcome.md5.empty()) result["md5"] = outcome.md5;
  if (!outcome.adler32.empty()) result["adler32"] = outcome.adler32;
  result["text"] = outcome.text;
  if (outcome.stat) {
    Napi::Object stat = Napi::Object::New(env);
    stat["size"] = static_cast<double>(outcome.stat->size);
    stat["modified"] = static_cast<double>(outcome.stat->modified);
    stat["flags"] = outcome.stat->flags;
    stat["id"] = outcome.stat->id;
    result["stat"] = stat;
  }
  return result;
}
