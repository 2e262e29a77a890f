{{/* Who keeps kubelets and others from letting Nodes go, with `auto` decided: policy, webhook or off. Without a cluster to ask
(`helm template`) it is the policy: every Kubernetes that the chart is for has it, unless somebody has switched it off. */}}
{{- define "ncw.guard.mode" -}}
{{- $has := .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" -}}
{{- $isAsked := .Capabilities.APIVersions.Has "v1/Node" -}}
{{- if and (eq .Values.guard.mode "policy") $isAsked (not $has) -}}
{{- fail "guard.mode is policy, but this API server has no ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1): set guard.mode to auto or webhook" -}}
{{- end -}}
{{- if ne .Values.guard.mode "auto" -}}
{{- .Values.guard.mode -}}
{{- else if or $has (not $isAsked) -}}
policy
{{- else -}}
webhook
{{- end -}}
{{- end -}}

{{/* What the operator is told of it, as part of its configuration: for /validate-node, and for `explain`. */}}
{{- define "ncw.guard.config" -}}
{{- if hasKey (.Values.config | default dict) "guard" -}}
{{- fail "config.guard is made by the chart: set guard.skip and guard.requireReason, which stand beside config" -}}
{{- end -}}
guard:
  operators:
    {{- include "ncw.guard.operators" . | fromJsonArray | toYaml | nindent 4 }}
  skip:
    {{- toYaml .Values.guard.skip | nindent 4 }}
  requireReason: {{ .Values.guard.requireReason }}
{{- end -}}

{{/* The users whom nothing of this concerns, as a list that is JSON and CEL. */}}
{{- define "ncw.guard.operators" -}}
{{- $namespace := include "ncw.namespace" . -}}
{{- $names := list (include "ncw.serviceAccountName" .) (include "ncw.releaseAll.name" .) -}}
{{- $users := list -}}
{{- range $names -}}
{{- $users = append $users (printf "system:serviceaccount:%s:%s" $namespace .) -}}
{{- end -}}
{{- toJson $users -}}
{{- end -}}

{{- define "ncw.guard.isOperator" -}}
request.userInfo.username in {{ include "ncw.guard.operators" . }}
{{- end -}}

{{- define "ncw.guard.isKubelet" -}}
has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups
{{- end -}}

{{/* CEL: a field of an object that may be absent, with what it is then. .of: object or oldObject. */}}
{{- define "ncw.guard.field" -}}
{{- $parent := regexReplaceAll "[.][^.]+$" .path "" -}}
({{ if eq .of "oldObject" }}oldObject != null && {{ end }}has({{ .of }}.{{ $parent }}) && has({{ .of }}.{{ .path }}) ? {{ .of }}.{{ .path }} : {{ .else }})
{{- end -}}

{{- define "ncw.guard.annotations" -}}
{{- include "ncw.guard.field" (dict "of" . "path" "metadata.annotations" "else" "{}") -}}
{{- end -}}
{{- define "ncw.guard.labels" -}}
{{- include "ncw.guard.field" (dict "of" . "path" "metadata.labels" "else" "{}") -}}
{{- end -}}
{{- define "ncw.guard.finalizers" -}}
{{- include "ncw.guard.field" (dict "of" . "path" "metadata.finalizers" "else" "[]") -}}
{{- end -}}
{{- define "ncw.guard.taints" -}}
{{- include "ncw.guard.field" (dict "of" . "path" "spec.taints" "else" "[]") -}}
{{- end -}}

{{/* CEL: the keys of ours that differ between the maps .was and .now. */}}
{{- define "ncw.guard.changedKeys" -}}
{{ .now }}.filter(k, k.startsWith('{{ .prefix }}/') && !(k in {{ .was }} && {{ .was }}[k] == {{ .now }}[k]))
  + {{ .was }}.filter(k, k.startsWith('{{ .prefix }}/') && !(k in {{ .now }}))
{{- end -}}

{{/* CEL: our taints in a list of taints, as texts that can be compared. */}}
{{- define "ncw.guard.ourTaints" -}}
{{ .taints }}.filter(t, t.key.startsWith('{{ .prefix }}/')).map(t, t.key + '=' + (has(t.value) ? t.value : '') + ':' + t.effect)
{{- end -}}

{{/* CEL: whether the request touches anything of ours. Heartbeats change neither metadata nor taints: for them it is four
comparisons of what is equal. */}}
{{- define "ncw.guard.touches" -}}
{{- $prefix := include "ncw.prefix" . -}}
{{- $new := "object" -}}
{{- $old := "oldObject" -}}
({{ include "ncw.guard.annotations" $new }} != {{ include "ncw.guard.annotations" $old }}
  && ({{ include "ncw.guard.changedKeys" (dict "prefix" $prefix "now" (include "ncw.guard.annotations" $new) "was" (include "ncw.guard.annotations" $old)) }}).size() > 0)
|| (oldObject != null && {{ include "ncw.guard.labels" $new }} != {{ include "ncw.guard.labels" $old }}
  && ({{ include "ncw.guard.changedKeys" (dict "prefix" $prefix "now" (include "ncw.guard.labels" $new) "was" (include "ncw.guard.labels" $old)) }}).size() > 0)
|| (oldObject != null && {{ include "ncw.guard.finalizers" $new }} != {{ include "ncw.guard.finalizers" $old }}
  && '{{ $prefix }}/node-cleanup' in {{ include "ncw.guard.finalizers" $old }}
  && !('{{ $prefix }}/node-cleanup' in {{ include "ncw.guard.finalizers" $new }}))
|| (oldObject != null && {{ include "ncw.guard.taints" $new }} != {{ include "ncw.guard.taints" $old }}
  && {{ include "ncw.guard.ourTaints" (dict "prefix" $prefix "taints" (include "ncw.guard.taints" $new)) }}
    != {{ include "ncw.guard.ourTaints" (dict "prefix" $prefix "taints" (include "ncw.guard.taints" $old)) }})
{{- end -}}

{{/* CEL: whether a held removal is let go. */}}
{{- define "ncw.guard.releasesHold" -}}
{{- $key := printf "%s/release-hold" (include "ncw.prefix" .) -}}
{{- $new := include "ncw.guard.annotations" "object" -}}
{{- $old := include "ncw.guard.annotations" "oldObject" -}}
'{{ $key }}' in {{ $new }} && !('{{ $key }}' in {{ $old }} && {{ $old }}['{{ $key }}'] == {{ $new }}['{{ $key }}'])
{{- end -}}

{{/* CEL: whether this user may let a Node go, as guard.skip says. */}}
{{- define "ncw.guard.mayLetGo" -}}
{{- with .Values.guard.skip -}}
{{- if or .users .groups -}}
request.userInfo.username in {{ toJson .users }}
  || (has(request.userInfo.groups) && request.userInfo.groups.exists(group, group in {{ toJson .groups }}))
{{- else -}}
true
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The rules of Nodes, status included: a write to the status may change annotations, labels and finalizers as well. */}}
{{- define "ncw.guard.nodeRules" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [nodes, nodes/status]
  scope: Cluster
{{- end -}}
{{- define "ncw.guard.cleanupRules" -}}
- apiGroups: [infra.894.io]
  apiVersions: [v1alpha1]
  operations: [CREATE, UPDATE]
  resources: [nodecleanups]
  scope: Cluster
{{- end -}}
