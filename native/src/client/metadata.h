// Requests with a single answer: stat, remove, checksum, ping, configuration, statistics.
#pragma once
#include <XrdCl/XrdClFileSystem.hh>

#include "operation.h"

enum class Request { Stat, Remove, Checksum, Ping, Config, Stats };

class Metadata : public Operation {
 public:
  Metadata(std::shared_ptr<Listener> listener, uint32_t id, Options options, Request request);
  void Start(std::vector<pool::Job> &jobs) override;
  void Cancel() override;

 private:
  XrdCl::XRootDStatus Send(XrdCl::ResponseHandler *handler);
  void OnAnswer(const XrdCl::XRootDStatus &status, XrdCl::AnyObject *response);

  const Request request_;
  const XrdCl::URL url_;
  XrdCl::FileSystem server_;
};
