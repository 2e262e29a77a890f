// The CustomResourceDefinitions of Prometheus Operator, for tests. definitions.ts reads them; nothing is built.
module node-cleanup-webhook/hack/tools/prometheus-operator

go 1.26.0

require github.com/prometheus-operator/prometheus-operator v0.85.0
