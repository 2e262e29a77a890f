{{/* Who keeps kubelets and others from letting Nodes go, with `auto` decided: policy, webhook or off. Without a cluster to ask
(`helm template`) it is the policy: every Kubernetes that the chart is for has it, unless somebody has switched it off. */}}
{{- define "ncw.guard.mode" -}}
{{- $has := .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" -}}
{{- $isAsked := include "ncw.isClusterAsked" . -}}
{{- /* Helm reads values as YAML 1.1, in which `off` without quotes is `false`. */ -}}
{{- $mode := .Values.guard.mode | toString | replace "false" "off" -}}
{{- if and (eq $mode "policy") $isAsked (not $has) -}}
{{- fail "guard.mode is policy, but this API server has no ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1): set guard.mode to auto or webhook" -}}
{{- end -}}
{{- if ne $mode "auto" -}}
{{- $mode -}}
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

{{/* CEL: what an object has, or what is as good as nothing. `.` is object or oldObject; a Node that is created was nothing before. */}}
{{- define "ncw.guard.annotations" -}}
{{- if eq . "oldObject" -}}
(oldObject == null ? {} : oldObject.metadata.?annotations.orValue({}))
{{- else -}}
object.metadata.?annotations.orValue({})
{{- end -}}
{{- end -}}
{{- define "ncw.guard.labels" -}}
{{ . }}.metadata.?labels.orValue({})
{{- end -}}
{{- define "ncw.guard.finalizers" -}}
{{ . }}.metadata.?finalizers.orValue([])
{{- end -}}
{{- define "ncw.guard.taints" -}}
{{ . }}.?spec.?taints.orValue([])
{{- end -}}

{{/* CEL: the annotations that are guarded, and the labels. They are named, and not told by their prefix: to look for nine names costs
the same however many annotations a Node has. */}}
{{- define "ncw.guard.annotationKeys" -}}
{{- $prefix := include "ncw.prefix" . -}}
{{- $keys := list -}}
{{- range list "skip-cleanup" "skip-tasks" "skip-reason" "confirmed-off" "out-of-service-by" "cordoned-by" "cleanup-status" "release-hold" -}}
{{- $keys = append $keys (printf "%s/%s" $prefix .) -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}
{{- define "ncw.guard.labelKeys" -}}
{{- toJson (list (printf "%s/exclude" (include "ncw.prefix" .))) -}}
{{- end -}}

{{/* CEL: whether the entry k differs between the maps .was and .now. */}}
{{- define "ncw.guard.differs" -}}
(k in {{ .now }}) != (k in {{ .was }}) || (k in {{ .now }} && {{ .now }}[k] != {{ .was }}[k])
{{- end -}}

{{/* CEL: our taints, as texts that can be compared. */}}
{{- define "ncw.guard.ourTaints" -}}
{{ include "ncw.guard.taints" .of }}.filter(t, t.key.startsWith('{{ .prefix }}/')).map(t, t.key + '=' + t.?value.orValue('') + ':' + t.effect)
{{- end -}}

{{/* CEL: whether the request touches anything of ours: for a heartbeat, which does not, a few look-ups. */}}
{{- define "ncw.guard.touches" -}}
{{- $annotations := dict "now" (include "ncw.guard.annotations" "object") "was" (include "ncw.guard.annotations" "oldObject") -}}
{{- $labels := dict "now" (include "ncw.guard.labels" "object") "was" (include "ncw.guard.labels" "oldObject") -}}
{{ include "ncw.guard.annotationKeys" . }}.exists(k, {{ include "ncw.guard.differs" $annotations }})
|| (oldObject != null && {{ include "ncw.guard.labelKeys" . }}.exists(k, {{ include "ncw.guard.differs" $labels }}))
|| (oldObject != null && {{ include "ncw.guard.finalizerOff" . }})
|| (oldObject != null && {{ include "ncw.guard.taints" "object" }} != {{ include "ncw.guard.taints" "oldObject" }}
  && {{ include "ncw.guard.taintsChanged" . }})
{{- end -}}

{{/* CEL: whether an update takes our finalizer off. */}}
{{- define "ncw.guard.finalizerOff" -}}
{{- $finalizer := printf "%s/node-cleanup" (include "ncw.prefix" .) -}}
'{{ $finalizer }}' in {{ include "ncw.guard.finalizers" "oldObject" }} && !('{{ $finalizer }}' in {{ include "ncw.guard.finalizers" "object" }})
{{- end -}}

{{/* CEL: whether an update changes taints of ours. */}}
{{- define "ncw.guard.taintsChanged" -}}
{{- $prefix := include "ncw.prefix" . -}}
{{ include "ncw.guard.ourTaints" (dict "prefix" $prefix "of" "object") }} != {{ include "ncw.guard.ourTaints" (dict "prefix" $prefix "of" "oldObject") }}
{{- end -}}

{{/* CEL: what is done to a NodeCleanup that could let a Node go, for people; '' when it is nothing of that kind. The operator goes
by these records: by the plan that they are created with, by the tasks that their status says are over, and by how many say that
a removal has begun. One whose owners are not there is deleted by the garbage collector, so that whoever gives them needs no right to
delete. The rest of it cannot be changed, or nobody goes by it. */}}
{{- define "ncw.guard.deed" -}}
{{- $key := printf "%s/release-hold" (include "ncw.prefix" .) -}}
{{- $now := printf "object.metadata.?annotations[?'%s']" $key -}}
{{- $was := printf "oldObject.metadata.?annotations[?'%s']" $key -}}
{{- $owners := "object.metadata.?ownerReferences" -}}
{{- $owned := "oldObject.metadata.?ownerReferences" -}}
request.operation == 'CREATE' ? 'create a NodeCleanup'
  : request.operation == 'DELETE' ? 'delete a NodeCleanup'
  : request.?subResource.orValue('') == 'status' ? 'write the status of a NodeCleanup'
  : {{ $now }}.hasValue() && {{ $now }} != {{ $was }} ? 'change annotation {{ $key }}'
  : {{ $owners }}.hasValue() && {{ $owners }} != {{ $owned }} ? 'give a NodeCleanup an owner'
  : ''
{{- end -}}

{{/* CEL: whether this user may let a Node go, as guard.skip says. */}}
{{- define "ncw.guard.mayLetGo" -}}
{{- with .Values.guard.skip -}}
{{- if or .users .groups -}}
request.userInfo.username in {{ toJson (.users | default list) }}
  || (has(request.userInfo.groups) && request.userInfo.groups.exists(group, group in {{ toJson (.groups | default list) }}))
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
  operations: [CREATE, UPDATE, DELETE]
  resources: [nodecleanups, nodecleanups/status]
  scope: Cluster
{{- end -}}
