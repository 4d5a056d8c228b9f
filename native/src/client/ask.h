// One asynchronous XrdCl request and what happens with its answer.
#pragma once
#include <XrdCl/XrdClXRootDResponses.hh>
#include <functional>
#include <memory>
#include <utility>

#include "runtime.h"

using Answer = std::function<void(const XrdCl::XRootDStatus &, XrdCl::AnyObject *)>;

class Reply : public XrdCl::ResponseHandler {
 public:
  explicit Reply(Answer answer) : answer_(std::move(answer)) {}

  void HandleResponse(XrdCl::XRootDStatus *status, XrdCl::AnyObject *response) override {
    std::unique_ptr<XrdCl::XRootDStatus> ownedStatus(status);
    std::unique_ptr<XrdCl::AnyObject> ownedResponse(response);
    runtime::Busy busy;
    answer_(*status, response);
    delete this;
  }

 private:
  Answer answer_;
};

/// `call` gets the handler and returns XrdCl's status. The answer always comes, possibly before this
/// returns: hold no lock that it needs.
template <class Call>
void Ask(Call call, Answer answer) {
  Reply *reply = new Reply(std::move(answer));
  XrdCl::XRootDStatus status = call(reply);
  if (!status.IsOK()) reply->HandleResponse(new XrdCl::XRootDStatus(status), nullptr);
}

/// The object in an answer, or nullptr.
template <class T>
T *Content(XrdCl::AnyObject *response) {
  T *content = nullptr;
  if (response) response->Get(content);
  return content;
}
