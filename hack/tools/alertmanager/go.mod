// The real Alertmanager, for tests. binary.ts builds it: from a copy, since the module lacks the web page that its code
// embeds, and with the go.sum of its own. Here stands only which version it is.
module node-cleanup-webhook/hack/tools/alertmanager

go 1.26.0

require github.com/prometheus/alertmanager v0.34.2
